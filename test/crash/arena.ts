import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { Secret } from '../../core/domain/secret.ts';
import { identifyAccount } from '../../core/host/headless.ts';
import { type Home, openHome } from '../../core/host/home.ts';
import { storeKeys } from '../../core/host/keys.ts';
import { openSecrets } from '../../core/host/secrets.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Random } from '../../core/ports/random.ts';
import { startAzurite } from '../fakes/azurite.ts';
import { type Gates, openGates } from './gates.ts';
import type { StoreKind } from './plan.ts';
import { type Asked, createPostMaker } from './posts.ts';
import { HASTY } from './timings.ts';

/** Where one worker at a time lives. */
export type Place = { readonly env: Readonly<Record<string, string>>; readonly gates: Gates };

/** A store with its accounts and the workers that share it. */
export type Arena = {
  readonly places: readonly Place[];
  /** Author on X by account. */
  readonly authors: ReadonlyMap<string, string>;
  readonly asked: readonly Asked[];
  /** Writes posts down when there is little left that no worker has begun. */
  feed(): Promise<void>;
  /** As a window beside the workers would. */
  open(): Promise<Home>;
  close(): Promise<void>;
};

export type ArenaOptions = {
  readonly sandbox: Sandbox;
  /** Everything it writes goes below. */
  readonly folder: string;
  readonly label: string;
  readonly random: Random;
};

const ACCOUNTS = 3;
/** With fewer posts that were never begun, there are `MEAL` more. */
const HUNGRY = 4;
const MEAL = 5;
/** Workers that share a storage account. */
const SHARING = 2;

const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export async function openArena(kind: StoreKind, options: ArenaOptions): Promise<Arena> {
  const { folder, label, random, sandbox } = options;
  const azurite = kind === 'azure' ? await startAzurite() : undefined;
  const own = { path: join(folder, `${label}-window`), storage: azurite?.connection };
  const homes = Array.from({ length: azurite ? SHARING : 1 }, (_, i) => join(folder, `${label}-${i + 1}`));
  const users = Array.from({ length: ACCOUNTS }, (_, i) =>
    sandbox.addAccount({ username: `${label}_${i + 1}` }),
  );
  const open = (): Promise<Home> =>
    openHome({
      path: azurite ? own.path : (homes[0] ?? ''),
      version: 'crash',
      log: SILENT,
      by: 'window',
      storage: own.storage,
    });

  const first = await open();
  for (const { keys } of users)
    await identifyAccount(first, { kind: 'x', apiBaseUrl: sandbox.url, keys: new Secret(keys) });
  first.close();
  const places: Place[] = [];
  for (const home of homes) {
    mkdirSync(home, { recursive: true });
    for (const { account, keys } of users) await storeKeys(openSecrets(home), account.username, keys);
    const gates = await openGates({ xUrl: sandbox.url, home, ...(azurite && { azurite }) });
    places.push({ gates, env: environmentOf(home, gates) });
  }

  const asked: Asked[] = [];
  const next = createPostMaker(
    label,
    users.map(({ account }) => account.username),
    random,
  );
  return {
    places,
    authors: new Map(users.map(({ account }) => [account.username, account.id])),
    asked,
    feed: async () => {
      const isBegun = ({ parts }: Asked): boolean =>
        places.some(({ gates }) => gates.sends.has(parts[0]?.text ?? ''));
      if (asked.filter((post) => !isBegun(post)).length >= HUNGRY) return;
      const posts = Array.from({ length: MEAL }, next);
      asked.push(...posts);
      await addAll(await open(), posts);
    },
    open,
    close: async () => {
      await Promise.all(places.map(({ gates }) => gates.close()));
      await azurite?.stop();
    },
  };
}

function environmentOf(home: string, { xUrl, connection }: Gates): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '/', TMPDIR = '/tmp' } = process.env;
  return {
    ...{ PATH, HOME, TMPDIR, TZ: 'UTC' },
    PERCH_HOME: home,
    PERCH_X_API_URL: xUrl,
    PERCH_TIMINGS: JSON.stringify(HASTY),
    // That posts are in doubt is what this is about.
    PERCH_LOG: process.env['PERCH_LOG'] ?? 'silent',
    ...(connection !== undefined && { PERCH_STORAGE: connection }),
  };
}

async function addAll(home: Home, posts: readonly Asked[]): Promise<void> {
  try {
    for (const post of posts) {
      const saved = await home.service.add({ ...post, zone: 'UTC' });
      if (saved.kind !== 'ok') throw new Error(`A post was refused: ${JSON.stringify(saved)}`);
    }
  } finally {
    home.close();
  }
}
