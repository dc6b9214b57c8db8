import type { SecretsState } from '../../core/rpc/secrets-contract.ts';
import { plural } from './plural.ts';

const names = (accounts: readonly string[]): string => accounts.map((name) => `@${name}`).join(', ');

/** How keys are kept on this computer. */
export const secretsWords = {
  secrets: {
    label: 'Keys on this computer',
    lockedTitle: 'The keyring is locked',
    missingTitle: 'The keyring is not there',
    locked: (accounts: readonly string[], storage: boolean): string =>
      [
        accounts.length > 0 &&
          `The keys of ${names(accounts)} are in it. Their posts wait and go on as soon as it is open.`,
        storage && 'The connection of the storage is in it, so nothing is published until it is open.',
        accounts.length === 0 && !storage && 'New keys cannot be kept until it is open.',
        'Nothing is lost.',
      ]
        .filter(Boolean)
        .join(' '),
    retry: 'Retry',
    retrying: 'Asking the keyring…',
    lostTitle: 'Another keyring sealed these keys',
    lost: (accounts: readonly string[], storage: boolean): string =>
      [
        accounts.length > 0 &&
          `The keys of ${names(accounts)} cannot be opened with the keyring of today. Sign in again; posts and settings are all there, and the posts go on then.`,
        storage && 'The connection of the storage cannot be opened either: give it again in Settings.',
      ]
        .filter(Boolean)
        .join(' '),
    plainTitle: 'Keys are stored unprotected',
    plain:
      'This computer has no keyring that could guard them. Whoever can read your files can read the keys, and post as you.',
    agreed: 'You chose this, because this computer has no keyring.',
    sessionTitle: 'Keys are kept until Perch quits',
    session: 'They are on no disk. After that you sign in again, and posts wait until you do.',
    askTitle: 'Keep these keys without a keyring?',
    ask: 'This computer has no keyring that could guard them.',
    askSession: 'Until Perch quits: they stay in memory. After that you sign in again.',
    askPlain:
      'Stored unprotected: in a file that only you may read. Whoever gets at your files can read the keys, and post as you.',
    askNone: 'A keyring such as GNOME Keyring or KWallet makes the question go away.',
    usePlain: 'Store unprotected',
    useSession: 'Keep until Perch quits',
    useNone: 'Keep nothing',
    close: 'Close',
    failed: 'That did not work. Try it again.',
    fact: ({ guard, sealed, plain, session }: SecretsState): string => {
      if (sealed + plain + session === 0) return 'None are kept';
      const parts = [
        sealed > 0 && (guard === 'ready' ? 'guarded by the keyring' : 'in the keyring, which is not open'),
        plain > 0 && `${plural(plain, 'secret')} unprotected, in a file that only you can read`,
        session > 0 && `${plural(session, 'secret')} in memory, until Perch quits`,
      ];
      const text = parts.filter((part) => part !== false).join('; ');
      return text[0]?.toUpperCase() + text.slice(1);
    },
  },
};
