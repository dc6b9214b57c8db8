import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import { openSecrets } from './secrets.ts';
import { countSecrets } from './secrets-state.ts';

/** Who can read what is kept secret in a home. */
export function secretsFinding(
  home: string,
  describe: (error: unknown) => { readonly message: string },
): Finding {
  const name = 'Secrets';
  const file = join(home, 'secrets.json');
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return { name, state: 'ok', message: 'None stored.' };
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
    const message = `Others can read ${file}: run \`chmod 600 ${file}\`, and consider new keys.`;
    return { name, state: 'bad', message };
  }
  try {
    return { name, ...guardOf(home) };
  } catch (error) {
    return { name, state: 'bad', message: describe(error).message };
  }
}

function guardOf(home: string): Pick<Finding, 'state' | 'message'> {
  const { sealed, plain, agreed } = countSecrets(openSecrets(home).read());
  if (sealed + plain === 0) return { state: 'ok', message: 'None stored.' };
  const guarded = `${counted(sealed)} sealed with the keyring of the app. Only the app can open them: the command line takes keys from PERCH_X_KEYS.`;
  if (plain === 0) return { state: 'ok', message: guarded };
  const readable = `${counted(plain)} stored unprotected: whoever can read your files can read them.`;
  if (agreed) return { state: 'note', message: `${readable} You chose this in the app.` };
  const advice = 'The app seals them at its next start if this computer has a keyring.';
  return { state: 'note', message: [readable, advice, sealed > 0 && guarded].filter(Boolean).join(' ') };
}

const counted = (n: number): string => (n === 1 ? '1 secret' : `${n} secrets`);
