import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StoreError } from '../../ports/store-error.ts';
import { codeOf, fileFailure, writeDurably } from './durable-file.ts';

/** Secrets by name, as JSON values; the caller knows the shape of its own. */
export type Secrets = Readonly<Record<string, unknown>>;

export type SecretsFile = {
  read(): Secrets;
  /**
   * Replaces what is stored by what `change` makes of it, on the disk before it resolves: a rotated token must
   * be kept before it is used. One change at a time, over all processes.
   */
  update(change: (secrets: Secrets) => Secrets): Promise<Secrets>;
};

const LOCK_WAIT = 5_000;
/** A holder only writes a small file, so a lock this old is that of a dead process. */
const LOCK_STALE = 10_000;
const LOCK_RETRY = 10;

/**
 * `<home>/secrets.json` for machines without a keychain: readable by its owner only, replaced as a whole.
 * @throws StoreError `corrupt` (left as it is), `unwritable`, `full`, `busy`
 */
export function openSecretsFile(home: string): SecretsFile {
  const file = join(home, 'secrets.json');
  return {
    read: () => read(file),
    update: async (change) => {
      const unlock = await lock(`${file}.lock`);
      try {
        const secrets = change(read(file));
        writeDurably(file, `${JSON.stringify(secrets, null, 2)}\n`);
        return secrets;
      } finally {
        unlock();
      }
    },
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

async function lock(file: string): Promise<() => void> {
  const giveUp = performance.now() + LOCK_WAIT;
  for (;;) {
    try {
      closeSync(openSync(file, 'wx', 0o600));
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw fileFailure(error, file);
    }
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LOCK_STALE) rmSync(file, { force: true });
    else if (performance.now() > giveUp) {
      throw new StoreError(
        'busy',
        `Another Perch keeps ${file} locked: try again, or delete it if no Perch is running.`,
      );
    } else await delay(LOCK_RETRY);
  }
}
