import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretStore, Secrets } from '../../ports/secret-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { codeOf, fileFailure, writeDurably } from './durable-file.ts';

/** The file itself: what is sealed in it comes out, and goes in, as it is. */
export type SecretsFile = SecretStore & {
  /** `change` may take its time, which others wait for. */
  update(change: (secrets: Secrets) => Secrets | Promise<Secrets>): Promise<Secrets>;
};

/**
 * `<home>/secrets.json`: readable by its owner only, replaced as a whole. `lock` lets one process at a time
 * change it.
 * @throws StoreError `corrupt` (left as it is), `unwritable`, `full`, `busy`
 */
export function openSecretsFile(
  home: string,
  lock: (work: () => Promise<Secrets>) => Promise<Secrets>,
): SecretsFile {
  const file = join(home, NAME);
  return {
    read: () => read(file),
    update: (change) =>
      lock(async () => {
        sweep(home);
        const before = read(file);
        const secrets = await change(before);
        if (secrets !== before) writeDurably(file, `${JSON.stringify(secrets, null, 2)}\n`);
        return secrets;
      }),
  };
}

const NAME = 'secrets.json';

/** What a process that was killed on its way left beside the file: secrets that nobody would ever remove. */
function sweep(home: string): void {
  const halfWritten = readdirSync(home).filter((name) => name.startsWith(NAME) && name.endsWith('.new'));
  for (const name of halfWritten) rmSync(join(home, name), { force: true });
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
