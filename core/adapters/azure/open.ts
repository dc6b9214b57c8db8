import { RestError, type TableClient } from '@azure/data-tables';
import type { QueueClient } from '@azure/storage-queue';
import type { Clock } from '../../ports/clock.ts';
import { type Message, type PublishHint, parseHint } from '../../ports/job-queue.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../ports/store.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { Agents } from '../network/agent.ts';
import { createAccountStore } from './account-store.ts';
import { createSequence } from './activity.ts';
import { containerClient, queueClient, type Reached, tableClient } from './clients.ts';
import { type AzureConnection, parseConnection } from './connection.ts';
import { createContentStore } from './content-store.ts';
import { call, isPlaceGone, PLACE_GONE } from './errors.ts';
import { createHead } from './head.ts';
import { createJobQueue } from './job-queue.ts';
import { DEFAULT_PREFIX, DEFAULT_WORKSPACE } from './names.ts';
import { createPoisonStore } from './poison-store.ts';
import { createPostStore } from './post-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { openPartition, type Partition } from './table.ts';
import { createWorkerDirectory } from './worker-directory.ts';

export type AzureStoreOptions = {
  /** A connection string or the URL of an account signature (see `parseConnection`). */
  readonly connection: string;
  /** Keeps several Perches of one storage account apart: 1 to 20 lower-case letters and digits; default `main`. */
  readonly workspace?: string;
  /** Begins the names of tables and queue: 3 to 20 lower-case letters and digits; default `perch`. */
  readonly prefix?: string;
  /** What its services are reached through; default: as the SDK finds it. */
  readonly agents?: Agents;
  readonly clock: Clock;
  readonly random: Random;
  /** A received message came back untouched: a bug of the receiver. */
  readonly onAbandoned?: (message: Message<PublishHint>) => void;
};

const TABLES = ['posts', 'wake', 'accounts', 'settings', 'poison'] as const;
type TableName = (typeof TABLES)[number];

/** The layout of the rows that this program writes. */
const LAYOUT = 1;
const LAYOUT_KEY = 'layout';
/** What both a row's key and the name of a queue may be. */
const NAME = /^[0-9a-z]{1,20}$/;
const ALREADY_THERE = 409;

/**
 * Opens the store of a workspace in an Azure Storage account and makes the tables and the queue that are not
 * there yet. One request when it has been opened before.
 * @throws StoreError with one sentence that says what to do
 */
export async function openAzureStore(options: AzureStoreOptions): Promise<Store> {
  const { clock, random, onAbandoned, workspace = DEFAULT_WORKSPACE, prefix = DEFAULT_PREFIX } = options;
  if (!NAME.test(workspace)) {
    const what = `A workspace is named with up to 20 lower-case letters and digits, not "${workspace}".`;
    throw new StoreError('refused', what);
  }
  const connection = { ...connect(options.connection), agents: options.agents };
  const clients = tableClients(connection, prefix);
  const queue = queueClient(connection, `${prefix}-publish-${workspace}`);
  const partition = (name: TableName): Partition => openPartition(clients[name], workspace);
  await prepare(Object.values(clients), queue, partition('settings'));
  const sequence = createSequence(clock);
  const head = createHead(partition('posts'), { clock, random, sequence });
  const { posts, close } = createPostStore(
    { posts: partition('posts'), wake: partition('wake') },
    { clock, random, head, sequence },
  );
  return {
    posts,
    queue: createJobQueue<PublishHint>(queue, {
      clock,
      parse: parseHint,
      ...(onAbandoned && { onAbandoned }),
    }),
    poison: createPoisonStore(partition('poison')),
    accounts: createAccountStore(partition('accounts'), head, clock.monotonic),
    settings: createSettingsStore(partition('settings'), head, clock.monotonic),
    workers: createWorkerDirectory(head, clock.now),
    content: createContentStore(containerClient(connection, `${prefix}media`), workspace),
    close,
  };
}

function connect(text: string): AzureConnection {
  const parsed = parseConnection(text);
  if (parsed.kind === 'problem') throw new StoreError('refused', parsed.problem);
  return parsed.connection;
}

function tableClients(connection: Reached, prefix: string): Readonly<Record<TableName, TableClient>> {
  return Object.fromEntries(TABLES.map((name) => [name, tableClient(connection, prefix + name)])) as Readonly<
    Record<TableName, TableClient>
  >;
}

/** The layout is written last, so whoever finds it finds all the rest. */
async function prepare(
  tables: readonly TableClient[],
  queue: QueueClient,
  settings: Partition,
): Promise<void> {
  const layout = await readLayout(settings);
  if (layout === LAYOUT) return;
  if (layout !== undefined && layout > LAYOUT) {
    const what =
      'This storage was written by a newer Perch, so it was left as it is: install the newest Perch.';
    throw new StoreError('newer', what);
  }
  await Promise.all([
    ...tables.map((table) => unlessThere((options) => table.createTable(options))),
    unlessThere((options) => queue.createIfNotExists(options)),
  ]);
  await settings.put(LAYOUT_KEY, { version: String(LAYOUT) });
}

async function readLayout(settings: Partition): Promise<number | undefined> {
  try {
    const row = await settings.read(LAYOUT_KEY);
    return row && Number(row.properties['version']);
  } catch (error) {
    if (error instanceof StoreError && error.cause === PLACE_GONE) return undefined;
    throw error;
  }
}

async function unlessThere(make: Parameters<typeof call>[0]): Promise<void> {
  await call(async (options) => {
    try {
      await make(options);
    } catch (error) {
      if (error instanceof RestError && error.statusCode === ALREADY_THERE && !isPlaceGone(error)) return;
      throw error;
    }
  });
}
