import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import type { Instant } from '../../domain/time.ts';
import { call, callUnless } from './errors.ts';

/** The properties of a row. Text only: Azure would take a whole number of ours for a 32-bit one. */
export type Properties = Readonly<Record<string, string>>;
export type Row = { readonly key: string; readonly properties: Properties };

/**
 * `create` needs the key to be free, `replace` needs it to be there, `put` needs nothing, `remove` needs it to
 * be there. The SDK ignores ETags of a delete in a transaction, so what guards a write is always a `create`.
 */
export type Change =
  | { readonly kind: 'create' | 'replace' | 'put'; readonly key: string; readonly properties: Properties }
  | { readonly kind: 'remove'; readonly key: string };

/** Rows with `from` <= key < `to`, in the order of their keys. */
export type Range = { readonly from: string; readonly to: string };

export type RangeOptions = {
  /** At most this many rows; default all of them. */
  readonly limit?: number;
  /** Only these properties. */
  readonly select?: readonly string[];
  /** Equal to one of the values, for each property. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** Told what time it was at the service, to the second, when it answered. */
  readonly answered?: (at: Instant) => void;
};

/** One partition of a table: what Azure changes together. Each call is one request, a range one per 1,000 rows. */
export type Partition = {
  read(key: string): Promise<Row | undefined>;
  range(range: Range, options?: RangeOptions): Promise<readonly Row[]>;
  /** All or none; false when one of them did not find what it needs. At most `MAX_CHANGES`. */
  commit(changes: readonly Change[]): Promise<boolean>;
  put(key: string, properties: Properties, mode?: 'Replace' | 'Merge'): Promise<void>;
  /** Changes the given properties; false when there is no such row. */
  patch(key: string, properties: Properties): Promise<boolean>;
  /** False when there was none. */
  remove(key: string): Promise<boolean>;
};

/** Azure's limit for one transaction. */
export const MAX_CHANGES = 100;
const PAGE = 1_000;
const NOT_FOUND = 404;
/** A `create` of what is there, a `replace` or `remove` of what is not, or a race that Azure saw itself. */
const REFUSALS = [NOT_FOUND, 409, 412] as const;

export function openPartition(client: TableClient, partitionKey: string): Partition {
  return {
    read: async (key) => {
      const entity = await callUnless([NOT_FOUND], (options) => client.getEntity(partitionKey, key, options));
      return entity && toRow(entity);
    },
    range: (range, options = {}) => readRange(client, partitionKey, range, options),
    commit: async (changes) => {
      const actions = changes.map((change) => toAction(partitionKey, change));
      return (
        (await callUnless(REFUSALS, (options) => client.submitTransaction(actions, options))) !== undefined
      );
    },
    put: async (key, properties, mode = 'Replace') => {
      await call((options) =>
        client.upsertEntity({ partitionKey, rowKey: key, ...properties }, mode, options),
      );
    },
    patch: async (key, properties) => {
      const entity = { partitionKey, rowKey: key, ...properties };
      return (
        (await callUnless([NOT_FOUND], (options) => client.updateEntity(entity, 'Merge', options))) !==
        undefined
      );
    },
    remove: async (key) =>
      (await callUnless([NOT_FOUND], (options) => client.deleteEntity(partitionKey, key, options))) !==
      undefined,
  };
}

function toAction(partitionKey: string, change: Change): TransactionAction {
  if (change.kind === 'remove') return ['delete', { partitionKey, rowKey: change.key }];
  const entity = { partitionKey, rowKey: change.key, ...change.properties };
  if (change.kind === 'create') return ['create', entity];
  return change.kind === 'put' ? ['upsert', entity, 'Replace'] : ['update', entity, 'Replace'];
}

/** Azure may answer with fewer rows than there are, even with none, and a token to go on with. */
async function readRange(
  client: TableClient,
  partitionKey: string,
  range: Range,
  { limit = Number.POSITIVE_INFINITY, select, where = {}, answered }: RangeOptions,
): Promise<readonly Row[]> {
  const queryOptions = {
    filter: filterOf(partitionKey, range, where),
    ...(select && { select: ['RowKey', ...select] }),
  };
  const onResponse = (response: { readonly headers: { get(name: string): string | undefined } }): void =>
    answered?.(Date.parse(response.headers.get('date') ?? ''));
  const rows: Row[] = [];
  let continuationToken: string | undefined;
  do {
    const paging = {
      maxPageSize: Math.min(limit - rows.length, PAGE),
      ...(continuationToken !== undefined && { continuationToken }),
    };
    const { value: page } = await call((options) =>
      client
        .listEntities({ ...options, queryOptions, onResponse })
        .byPage(paging)
        .next(),
    );
    rows.push(...(page ?? []).map(toRow));
    continuationToken = page?.continuationToken;
  } while (continuationToken && rows.length < limit);
  return rows.slice(0, limit);
}

function filterOf(
  partitionKey: string,
  { from, to }: Range,
  where: NonNullable<RangeOptions['where']>,
): string {
  // Azurite asks every row in turn and stops at the first condition that it does not meet: most are beyond.
  const start = from === '' ? '' : odata` and RowKey ge ${from}`;
  const keys = odata`RowKey lt ${to}` + start + odata` and PartitionKey eq ${partitionKey}`;
  const others = Object.entries(where).map(
    ([name, values]) => `(${values.map((value) => `${name} ${odata`eq ${value}`}`).join(' or ')})`,
  );
  return [keys, ...others].join(' and ');
}

function toRow(entity: Readonly<Record<string, unknown>>): Row {
  const properties = Object.entries(entity).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return { key: String(entity['rowKey']), properties: Object.fromEntries(properties) };
}
