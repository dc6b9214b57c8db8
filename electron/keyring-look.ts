import { type BusCall, busCall, busPath, connectSessionBus, type SessionBus } from './session-bus.ts';

/** `open`: it can be asked without anybody having to type a password first. */
export type KeyringLook = 'open' | 'locked' | 'none';

type Variables = Readonly<Record<string, string | undefined>>;

/** A keyring that is slower is taken for one that waits for a person, ms. */
const PATIENCE = 4_000;
/** In a reply that is a variant of a boolean: the signature takes four bytes, then the value. */
const VARIANT_VALUE = 4;
export const SECRETS = 'org.freedesktop.secrets';

/**
 * Whether Electron may be asked to use the keyring that it has chosen (`backend`, in its words) without hanging:
 * its synchronous calls hold main up for as long as the system asks the person for the keyring's password.
 */
export async function lookAtKeyring(backend: string, env: Variables): Promise<KeyringLook> {
  const path = busPath(env);
  const bus = path === undefined ? undefined : await connectSessionBus(path).catch(() => undefined);
  if (!bus) return 'none';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<KeyringLook>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'locked');
  });
  const look = backend.startsWith('kwallet') ? lookAtWallet(bus, backend) : lookAtSecrets(bus);
  try {
    return await Promise.race([look, late]);
  } finally {
    clearTimeout(timer);
    bus.close();
  }
}

/** https://specifications.freedesktop.org/secret-service-spec/latest/ */
async function lookAtSecrets(bus: SessionBus): Promise<KeyringLook> {
  const collection = await defaultCollection(bus);
  if (collection === undefined) return (await hasOwner(bus, SECRETS)) ? 'locked' : 'none';
  // Without a default collection, the first use has the system ask for a password to make one.
  if (collection === '/') return 'locked';
  const locked: BusCall = {
    destination: SECRETS,
    path: collection,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    arguments: ['org.freedesktop.Secret.Collection', 'Locked'],
  };
  const isLocked = await bus.call(locked).then(
    (body) => body.readUInt32LE(VARIANT_VALUE) !== 0,
    () => true,
  );
  return isLocked ? 'locked' : 'open';
}

/** `/`: there is none. Undefined: nobody answers. */
export function defaultCollection(bus: SessionBus): Promise<string | undefined> {
  const alias: BusCall = {
    destination: SECRETS,
    path: '/org/freedesktop/secrets',
    interface: 'org.freedesktop.Secret.Service',
    member: 'ReadAlias',
    arguments: ['default'],
  };
  return bus.call(alias).then(textOf, () => undefined);
}

/** https://invent.kde.org/frameworks/kwallet: `isOpen` never asks the person. */
async function lookAtWallet(bus: SessionBus, backend: string): Promise<KeyringLook> {
  const version = /\d$/.exec(backend)?.[0] ?? '';
  const destination = `org.kde.kwalletd${version}`;
  const object = { destination, path: `/modules/kwalletd${version}`, interface: 'org.kde.KWallet' };
  const wallet = await bus.call({ ...object, member: 'networkWallet', arguments: [] }).then(textOf, () => '');
  if (wallet === '') return 'none';
  const isOpen = await bus.call({ ...object, member: 'isOpen', arguments: [wallet] }).then(
    (body) => body.readUInt32LE(0) !== 0,
    () => false,
  );
  return isOpen ? 'open' : 'locked';
}

const hasOwner = (bus: SessionBus, name: string): Promise<boolean> =>
  bus.call(busCall('NameHasOwner', name)).then(
    (body) => body.readUInt32LE(0) !== 0,
    () => false,
  );

/** Of a reply that begins with a text or a path. */
const textOf = (body: Buffer): string => body.toString('utf8', 4, 4 + body.readUInt32LE(0));
