import type { Account } from '../domain/account.ts';
import type { Post } from '../domain/post.ts';
import { isWaiting } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { ContentStore } from '../ports/content-store.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { Random } from '../ports/random.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { arrivingPost, isPostId, rowId, rowKey } from './import-post.ts';
import { type RowProblem, rowError } from './import-problem.ts';
import { isRefused, type JudgedRow, judgeRow, type SourceRow } from './import-row.ts';
import type { ImportClock } from './import-time.ts';
import { refuseSealed, refuseSealedMeanwhile } from './seal-guard.ts';

/** What became of a row. */
export type ImportedRow = {
  readonly row: number;
  readonly id?: string;
  readonly status: 'added' | 'already' | 'refused';
  readonly at: Instant | null;
  readonly zone: string | null;
  readonly problems: readonly RowProblem[];
};

export type ImportReport = {
  readonly added: number;
  readonly already: number;
  readonly refused: number;
  readonly rows: readonly ImportedRow[];
  /** What the store threw; the rows from there on are refused, the ones before are in. */
  readonly outage?: unknown;
  /** It was stopped: `rows` are those that it had come to, and what is in stays in. */
  readonly stopped?: true;
};

export type ImportDeps = {
  readonly posts: PostStore;
  readonly accounts: AccountStore;
  readonly settings: Pick<SettingsStore, 'seal' | 'late' | 'plans'>;
  readonly random: Random;
  readonly content: Pick<ContentStore, 'touch'>;
  /** Hex digest of the UTF-8 bytes. */
  readonly sha256: (text: string) => string;
  /** Written into the history: `cli` or `window`. */
  readonly by: string;
};

export type ImportOptions = ImportClock & {
  /** The account of rows that name none. */
  readonly account: string;
  /** Says what would become of each row, and adds nothing. */
  readonly dryRun?: boolean;
  /** Stops it between two transactions. */
  readonly signal?: AbortSignal;
  /** Rows that are done. */
  readonly onProgress?: (rows: number) => void;
  /** Lets other work of the process run; awaited every few rows. */
  readonly breathe?: () => Promise<void>;
};

type Candidate = { readonly judged: JudgedRow; readonly post: Post };

/** Rows per transaction: one durable commit each, and no worker waits long for its turn. */
const BATCH = 300;
/** Rows that are judged in one go: a few ms, so that a post that is due meanwhile is not late. */
const BREATH = 25;

/** Judges rows without an account, a store or a trace: what an import would say. */
export function* rehearse(rows: Iterable<SourceRow>, clock: ImportClock): Generator<JudgedRow> {
  for (const row of rows) yield judgeRow(row, clock, false);
}

/**
 * Brings the good rows in and leaves the bad ones out. A row that is in already (its id is known) changes
 * nothing, whatever became of its post since.
 */
export async function importPosts(
  rows: Iterable<SourceRow>,
  options: ImportOptions,
  deps: ImportDeps,
): Promise<ImportReport> {
  if (!options.dryRun) await refuseSealed(deps.settings);
  const accounts = new Map((await deps.accounts.list()).map((account) => [account.name, account]));
  const { lateWindow } = await deps.settings.late();
  const plans = await deps.settings.plans();
  const toCandidate = createIdentifier(options, deps, (account) => plans[account]?.lateWindow ?? lateWindow);
  const results: ImportedRow[] = [];
  let batch: Candidate[] = [];
  let outage: unknown;

  const flush = async () => {
    if (outage === undefined) {
      try {
        const inserted = await insertBatch(batch, options, deps);
        if (batch.length > 0 && !options.dryRun) await refuseSealedMeanwhile(deps.settings);
        results.push(...inserted);
        batch = [];
        options.onProgress?.(results.length);
        return;
      } catch (error) {
        outage = error;
      }
    }
    results.push(...batch.map(({ judged }) => refusedRow(judged, notSaved(outage))));
    batch = [];
  };

  let judgedRows = 0;
  for (const source of rows) {
    if (options.signal?.aborted) break;
    if (++judgedRows % BREATH === 0) await options.breathe?.();
    const judged = await withFiles(judgeWithAccount(source, options, accounts), deps);
    const candidate = isRefused(judged) ? judged : toCandidate(judged);
    if ('post' in candidate) batch.push(candidate);
    else results.push(refusedRow(candidate));
    if (batch.length >= BATCH) await flush();
  }
  if (!options.signal?.aborted) await flush();
  return { ...summarise(results, outage), ...(options.signal?.aborted && { stopped: true as const }) };
}

/** A file that is not here cannot be sent: exports name the media and do not hold them. */
async function withFiles(judged: JudgedRow, { content }: ImportDeps): Promise<JudgedRow> {
  const { parts, tweets, status } = judged.source;
  if (!isWaiting(status)) return judged;
  const media = parts.flatMap((part, i) => (tweets[i]?.tweetId === undefined ? (part.media ?? []) : []));
  for (const { hash, name } of media) {
    if (await content.touch(hash)) continue;
    const message = `The file "${name}" is not stored here: attach it to a new post, or bring Perch's media folder over.`;
    return { ...judged, problems: [...judged.problems, rowError('no-file', message)] };
  }
  return judged;
}

function judgeWithAccount(
  source: SourceRow,
  options: ImportOptions,
  accounts: ReadonlyMap<string, Account>,
): JudgedRow {
  const name = source.account || options.account;
  const account = accounts.get(name);
  const judged = judgeRow(source, options, account?.premium ?? false);
  if (account || !(isWaiting(source.status) || source.status === 'draft')) return judged;
  const known = [...accounts.keys()].join(', ') || 'none yet';
  const message = `There is no account "${name}" (known: ${known}): add it with \`perch accounts add\`, or name another one.`;
  return { ...judged, problems: [...judged.problems, rowError('unknown-account', message)] };
}

/** Gives rows their ids and refuses what would make one post of two. */
function createIdentifier(
  { now, account: standard }: ImportOptions,
  { random, sha256 }: ImportDeps,
  lateWindowOf: (account: string) => number,
) {
  const occurrences = new Map<string, number>();
  const rowOfId = new Map<string, number>();
  const rowOfTweet = new Map<string, number>();

  return (judged: JudgedRow): Candidate | JudgedRow => {
    const { source } = judged;
    const account = source.account || standard;
    if (source.id !== undefined && !isPostId(source.id)) {
      return refuse(
        judged,
        'bad-id',
        `The id "${source.id.slice(0, 40)}" is not a UUID: correct it, or leave it out to get a new one.`,
      );
    }
    const key = rowKey(judged, account);
    const occurrence = occurrences.get(key) ?? 0;
    if (source.id === undefined) occurrences.set(key, occurrence + 1);
    const id = source.id?.toLowerCase() ?? rowId(key, occurrence, sha256);
    const twin = rowOfId.get(id);
    if (twin !== undefined)
      return refuse(judged, 'same-id', `Row ${twin} has the same id: give each post its own.`);
    rowOfId.set(id, source.row);
    for (const tweetId of tweetIds(source)) {
      const other = rowOfTweet.get(tweetId);
      if (other !== undefined)
        return refuse(judged, 'same-tweet', `Row ${other} has the same X id ${tweetId}: keep one of them.`);
      rowOfTweet.set(tweetId, source.row);
    }
    const lateWindow = lateWindowOf(account);
    return { judged, post: arrivingPost(judged, { id, account, lateWindow, now, nonce: random.uuid() }) };
  };
}

async function insertBatch(
  batch: readonly Candidate[],
  { now, dryRun }: ImportOptions,
  deps: ImportDeps,
): Promise<readonly ImportedRow[]> {
  if (batch.length === 0) return [];
  const taken = await findTaken(batch, deps.posts);
  const free = batch.filter((candidate) => !taken.has(candidate));
  const entry = { at: now, event: 'imported' as const, part: 0, detail: '', by: deps.by };
  const arriving = free.map(({ post }) => post);
  const put = () => (dryRun ? whatIsThere(arriving, deps.posts) : deps.posts.insert(arriving, entry));
  const answers = arriving.length === 0 ? [] : await put();
  const answerOf = new Map(free.map((candidate, i) => [candidate, answers[i]]));
  return batch.map((candidate): ImportedRow => {
    const { judged, post } = candidate;
    const problem = taken.get(candidate);
    if (problem) return refusedRow(judged, problem);
    const status = answerOf.get(candidate) === 'exists' ? 'already' : 'added';
    return {
      row: judged.source.row,
      id: post.id,
      status,
      at: judged.at,
      zone: judged.zone,
      problems: judged.problems,
    };
  });
}

/** What `insert` would answer. */
async function whatIsThere(
  arriving: readonly Post[],
  posts: PostStore,
): Promise<readonly ('inserted' | 'exists')[]> {
  const known = new Set((await posts.getMany(arriving.map(({ id }) => id))).map(({ id }) => id));
  return arriving.map(({ id }) => (known.has(id) ? 'exists' : 'inserted'));
}

/** Rows whose X ids belong to another post of the store. */
async function findTaken(
  batch: readonly Candidate[],
  posts: PostStore,
): Promise<ReadonlyMap<Candidate, RowProblem>> {
  const taken = new Map<Candidate, RowProblem>();
  const ids = batch.flatMap(({ judged }) => tweetIds(judged.source));
  if (ids.length === 0) return taken;
  const bound = await posts.bound(ids);
  for (const candidate of batch) {
    const tweetId = tweetIds(candidate.judged.source).find((id) => bound.has(id));
    if (tweetId === undefined || (await posts.get(candidate.post.id))) continue;
    taken.set(
      candidate,
      rowError('same-tweet', `The X id ${tweetId} belongs to another post here: it is in already.`),
    );
  }
  return taken;
}

function tweetIds({ tweets }: SourceRow): readonly string[] {
  return tweets.flatMap(({ tweetId }) => (tweetId === undefined ? [] : [tweetId]));
}

function refuse(judged: JudgedRow, code: string, message: string): JudgedRow {
  return { ...judged, problems: [...judged.problems, rowError(code, message)] };
}

function refusedRow(judged: JudgedRow, ...more: readonly RowProblem[]): ImportedRow {
  const { source, at, zone, problems } = judged;
  return { row: source.row, status: 'refused', at, zone, problems: [...problems, ...more] };
}

function notSaved(outage: unknown): RowProblem {
  const words = outage instanceof Error ? outage.message : String(outage);
  return rowError('not-saved', `Not saved: ${words}`);
}

function summarise(results: readonly ImportedRow[], outage: unknown): ImportReport {
  const rows = results.toSorted((a, b) => a.row - b.row);
  const count = (status: ImportedRow['status']) => rows.filter((row) => row.status === status).length;
  return {
    added: count('added'),
    already: count('already'),
    refused: count('refused'),
    rows,
    ...(outage !== undefined && { outage }),
  };
}
