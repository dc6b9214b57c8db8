import { join } from 'node:path';
import { createProcessLock } from '../adapters/sqlite/process-lock.ts';
import { openSecretsFile, type SecretsFile } from '../adapters/system/secrets-file.ts';
import { SECOND } from '../domain/time.ts';

/** A holder only writes a small file, ms. */
const LOCK_WAIT = 5 * SECOND;

/** What a home keeps secret: keys of accounts, tokens as they rotate, the connection of a storage. */
export function openSecrets(home: string): SecretsFile {
  return openSecretsFile(home, createProcessLock(join(home, 'secrets.lock'), LOCK_WAIT));
}
