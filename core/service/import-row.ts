import { checkPost } from '../domain/check.ts';
import type { PartContent, ReplySettings } from '../domain/content.ts';
import type { ReasonKind } from '../domain/reason.ts';
import type { RepeatRule } from '../domain/repeat.ts';
import { parseRepeat } from '../domain/repeat-words.ts';
import type { Repeat } from '../domain/series.ts';
import { isWaiting, type Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { type RowProblem, rowError } from './import-problem.ts';
import { type ImportClock, resolveTime } from './import-time.ts';

/** A post as a file gives it. What was not given is an empty string or absent; nothing is believed yet. */
export type SourceRow = {
  /** 1-based, headers and blank lines not counted. */
  readonly row: number;
  readonly parts: readonly PartContent[];
  readonly at: string;
  readonly zone: string;
  readonly account: string;
  readonly id?: string;
  readonly status: Status;
  /** X's ids of the parts that are out, by part. */
  readonly tweets: readonly SourceTweet[];
  readonly attempts: number;
  readonly replyTo?: string;
  readonly replySettings?: ReplySettings;
  readonly reason?: ReasonKind;
  /** Its place in a series, or the words for one that begins with it. */
  readonly repeat?: Repeat | string;
  /** `YYYY-MM-DD`: the end of what the words say. */
  readonly until?: string;
  /** What the reader of the file found already. */
  readonly problems: readonly RowProblem[];
};

export type SourceTweet = {
  readonly tweetId?: string;
  readonly publishedAt?: Instant;
  readonly deletedAt?: Instant;
};

/** A row with its instant, its zone as the IANA database spells it, and everything that is wrong with it. */
export type JudgedRow = {
  readonly source: SourceRow;
  readonly at: Instant | null;
  readonly zone: string | null;
  /** Of a series that begins with it. */
  readonly repeatRule?: RepeatRule;
  readonly problems: readonly RowProblem[];
};

/** An empty row, to be filled by the reader of a file. */
export function sourceRow(row: number): SourceRow {
  return {
    row,
    parts: [],
    at: '',
    zone: '',
    account: '',
    status: 'scheduled',
    tweets: [],
    attempts: 0,
    problems: [],
  };
}

export function isRefused({ problems }: Pick<JudgedRow, 'problems'>): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** Resolves the time of a row and collects what X or Perch would refuse. Needs no account and no store. */
export function judgeRow(source: SourceRow, clock: ImportClock, premium: boolean): JudgedRow {
  if (source.problems.some((problem) => problem.severity === 'error')) {
    return { source, at: null, zone: null, problems: source.problems };
  }
  const time = resolveTime(source, clock, mayBePast(source));
  const text = willBeSent(source) ? checkPost(source.parts, { ...source, premium }) : [];
  const { rule, problems: ofRepeat } = readRepeat(source, time);
  const problems = [...source.problems, ...time.problems, ...threadProblems(source), ...text, ...ofRepeat];
  return { source, at: time.at, zone: time.zone, ...(rule && { repeatRule: rule }), problems };
}

/** A post that was moved, or that clocks moved, may stand beside the times of its rule. */
function readRepeat(
  { repeat, until }: SourceRow,
  { at, zone }: { readonly at: Instant | null; readonly zone: string | null },
): { readonly rule?: RepeatRule; readonly problems: readonly RowProblem[] } {
  if (typeof repeat !== 'string') return { problems: [] };
  if (zone === null) return { problems: [] };
  if (at === null)
    return { problems: [rowError('bad-repeat', 'To repeat, a post needs a time: give it one in "at".')] };
  const reading = parseRepeat(repeat, { at, zone, mayDiffer: true, ...(until !== undefined && { until }) });
  return reading.kind === 'ok'
    ? { rule: reading.rule, problems: [] }
    : { problems: [rowError('bad-repeat', reading.message)] };
}

/** How many parts are out, from the first on. */
export function partsOut({ parts, tweets }: SourceRow): number {
  const first = parts.findIndex((_, i) => tweets[i]?.tweetId === undefined);
  return first < 0 ? parts.length : first;
}

/** Whether a person had it deleted from X. */
export function wasTakenDown({ reason, tweets }: Pick<SourceRow, 'reason' | 'tweets'>): boolean {
  return reason === 'removed' || tweets.some(({ deletedAt }) => deletedAt !== undefined);
}

function willBeSent(source: SourceRow): boolean {
  return (
    isWaiting(source.status) && !wasTakenDown(source) && partsOut(source) < Math.max(1, source.parts.length)
  );
}

/** Only a post that has yet to begin can be too late; what is out or settled belongs to the past. */
function mayBePast(source: SourceRow): boolean {
  return !isWaiting(source.status) || partsOut(source) > 0;
}

function threadProblems(source: SourceRow): readonly RowProblem[] {
  const { parts, tweets, status } = source;
  const problems: RowProblem[] = [];
  if (parts.length === 0 && !willBeSent(source) && status !== 'draft') {
    problems.push(rowError('no-parts', 'The post has no text: give it one.'));
  }
  const hole = parts.findIndex((_, i) => i >= partsOut(source) && tweets[i]?.tweetId !== undefined);
  if (hole >= 0 && status !== 'published') {
    const message = `Part ${hole + 1} has an X id but a part before it has none: give the ids of all parts that are out.`;
    problems.push(rowError('broken-thread', message));
  }
  return problems;
}
