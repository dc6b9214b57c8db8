import type { BoxState, Opening, Sealing, SecretBox } from '../core/ports/secret-box.ts';
import type { KeyringLook } from './keyring-look.ts';

/** Electron's safeStorage: the synchronous calls of old versions, the asynchronous ones of new versions. */
export type SafeStorageLike = {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  getSelectedStorageBackend?(): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(
    sealed: Buffer,
  ): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
};

export type KeyringDeps = {
  readonly safe: SafeStorageLike;
  readonly platform: NodeJS.Platform;
  /** Linux: whether the keyring can be asked without hanging. */
  readonly look: (backend: string) => Promise<KeyringLook>;
};

/** What Chromium seals with when it has no keyring: a password that everybody knows. */
const NO_SECRET = 'v10';
/** The asynchronous calls wait for a person who is asked for a password; main does not, ms. */
const PATIENCE = 5_000;
const NAMES: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Keychain', win32: 'Windows' };

/**
 * The system's keyring by way of Electron. On Linux nothing of it is called before the keyring is seen to be open:
 * once Electron has its key it keeps it, so that later calls ask nobody.
 */
export function createKeyring({ safe, platform, look }: KeyringDeps): SecretBox {
  let hasKey = false;
  const backend = (): string => safe.getSelectedStorageBackend?.() ?? 'unknown';
  const name = (): string => NAMES[platform] ?? backend();

  async function state(): Promise<BoxState> {
    if (hasKey) return 'ready';
    if (platform === 'linux') {
      if (['basic_text', 'unknown'].includes(backend())) return 'none';
      const seen = await look(backend());
      if (seen !== 'open') return seen;
    }
    const available = await within(isAvailable(safe));
    hasKey = available === true;
    if (available === undefined) return 'locked';
    // A Mac always has one; it is locked, or Perch was not let in.
    return hasKey ? 'ready' : platform === 'darwin' ? 'locked' : 'none';
  }

  async function seal(text: string): Promise<Sealing> {
    if ((await state()) !== 'ready') return UNAVAILABLE;
    const bytes = await within(encrypt(safe, text));
    if (!bytes || (platform === 'linux' && bytes.toString('latin1', 0, 3) === NO_SECRET)) return UNAVAILABLE;
    return { kind: 'sealed', sealed: bytes.toString('base64'), by: name() };
  }

  async function open(sealed: string): Promise<Opening> {
    if ((await state()) !== 'ready') return UNAVAILABLE;
    const opening = decrypt(safe, Buffer.from(sealed, 'base64')).catch(whyNot);
    return (await within(opening)) ?? UNAVAILABLE;
  }

  return {
    look: () => state().catch(() => 'locked' as const),
    seal: (text) => seal(text).catch(() => UNAVAILABLE),
    open,
  };
}

const UNAVAILABLE = { kind: 'unavailable' } as const;

const isAvailable = async (safe: SafeStorageLike): Promise<boolean> =>
  safe.isAsyncEncryptionAvailable?.() ?? safe.isEncryptionAvailable();

const encrypt = async (safe: SafeStorageLike, text: string): Promise<Buffer> =>
  safe.encryptStringAsync?.(text) ?? safe.encryptString(text);

async function decrypt(safe: SafeStorageLike, sealed: Buffer): Promise<Opening> {
  if (!safe.decryptStringAsync) return { kind: 'opened', text: safe.decryptString(sealed), stale: false };
  const answer = await safe.decryptStringAsync(sealed);
  if (isTemporary(answer)) return UNAVAILABLE;
  return { kind: 'opened', text: answer.result, stale: answer.shouldReEncrypt };
}

/** The keyring is open: what it cannot open now it will never open, unless it says so. */
const whyNot = (error: unknown): Opening => (isTemporary(error) ? UNAVAILABLE : { kind: 'lost' });

/** Told as a property or in words, by version. */
function isTemporary(told: unknown): boolean {
  const { isTemporarilyUnavailable = false } = Object(told) as { isTemporarilyUnavailable?: boolean };
  return isTemporarilyUnavailable || (told instanceof Error && /temporarily unavailable/i.test(told.message));
}

/** Undefined when it takes too long. */
function within<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, undefined);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
