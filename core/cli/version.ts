import { readFileSync } from 'node:fs';

/** Of the package that this file or its bundle belongs to: both lie two folders below its root. */
export function perchVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
