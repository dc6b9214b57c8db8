import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretStore, Secrets } from '../../ports/secret-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { codeOf, fileFailure, writeDurably } from './durable-file.ts';

/**
 * `<home>/secrets.json` for machines without a keychain: readable by its owner only, replaced as a whole.
 * `lock` lets one process at a time change it.
 * @throws StoreError `corrupt` (left as it is), `unwritable`, `full`, `busy`
 */
export function openSecretsFile(home: string, lock: (work: () => Secrets) => Promise<Secrets>): SecretStore {
  const file = join(home, 'secrets.json');
  return {
    read: () => read(file),
    update: (change) =>
      lock(() => {
        const secrets = change(read(file));
        writeDurably(file, `${JSON.stringify(secrets, null, 2)}\n`);
        return secrets;
      }),
  };
}

function read(file: string): Secrets {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw fileFailure(error, file);
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Secrets;
  } catch {
    // Said below, without the parser's message: it quotes what it read.
  }
  throw new StoreError(
    'corrupt',
    `The file ${file} is not readable as JSON: mend it, or move it away and sign in again.`,
  );
}
