import { safeStorage } from 'electron';
import { createGuardedSecrets } from '../core/host/guarded-secrets.ts';
import { openSecrets } from '../core/host/secrets.ts';
import type { Log } from '../core/ports/log.ts';
import type { SecretStore } from '../core/ports/secret-store.ts';
import type { SecretsApi, SecretsState } from '../core/rpc/secrets-contract.ts';
import { createKeyring, type SafeStorageLike } from './keyring.ts';
import { lookAtKeyring } from './keyring-look.ts';
import { askToUnlock } from './keyring-unlock.ts';

/** The secrets of the app: what is kept, what guards it, and what a person is asked about it. */
export type SecretsHost = SecretsApi & {
  readonly store: SecretStore;
  state(): SecretsState;
  /** Opens what is kept. Once Electron is ready; before, everything that is sealed is as good as locked. */
  open(): Promise<void>;
  /** Of how it is kept, or of what can be read: `opened` when something can that could not before. */
  onChange(listener: (change: { readonly opened: boolean }) => void): void;
};

/** A keyring that is locked is looked at this often: a person may unlock it for another program, ms. */
const LOOK_AGAIN = 5_000;

export function createSecretsHost(home: string, log: Log): SecretsHost {
  const listeners: ((change: { readonly opened: boolean }) => void)[] = [];
  let waited = false;
  let last = '';
  let timer: NodeJS.Timeout | undefined;
  const safe: SafeStorageLike = safeStorage;
  const box = createKeyring({
    safe,
    platform: process.platform,
    look: (backend) => lookAtKeyring(backend, process.env),
  });
  const secrets = createGuardedSecrets({ file: openSecrets(home), box, onChange: changed });

  function state(): SecretsState {
    try {
      return secrets.state();
    } catch (error) {
      log.error('the secrets cannot be read', { error: String(error) });
      return UNREAD;
    }
  }

  function changed(): void {
    const isWaiting = waits(state());
    const opened = waited && !isWaiting;
    waited = isWaiting;
    clearTimeout(timer);
    if (isWaiting) timer = setTimeout(() => void tend(), LOOK_AGAIN).unref();
    for (const listener of listeners) listener({ opened });
  }

  async function tend(): Promise<void> {
    try {
      await secrets.tend();
      const { guard, sealed, plain, waiting, lost } = state();
      const facts = { guard, sealed, plain, waiting: waiting.length, lost: lost.length };
      if (JSON.stringify(facts) !== last) log.info('the secrets were looked at', facts);
      last = JSON.stringify(facts);
    } catch (error) {
      log.error('the secrets cannot be guarded', { error: String(error) });
    }
  }

  return {
    store: secrets,
    state,
    open: tend,
    onChange: (listener) => listeners.push(listener),
    retryKeyring: async () => {
      if (process.platform === 'linux') await askToUnlock(process.env);
      await tend();
    },
    keepSecrets: secrets.choose,
  };
}

const UNREAD: SecretsState = {
  guard: 'unknown',
  sealed: 0,
  plain: 0,
  session: 0,
  agreed: false,
  waiting: [],
  lost: [],
  storage: 'ok',
  asks: false,
};

/** Something is there that may be readable later. */
const waits = ({ guard, waiting, storage }: SecretsState): boolean =>
  guard !== 'ready' && (waiting.length > 0 || storage === 'waiting' || guard === 'locked');
