import { MINUTE, SECOND } from './time.ts';

/**
 * The protocol's timings, ms. Their ORDER is what makes "not on the timeline" a proof: a request cannot take
 * effect later than `deadline`, so a row that was quiet for longer than that and is absent from two reads
 * `readGap` apart was not posted.
 */
export type Timings = {
  /** From arm to send: after this the send is given up as not sent. */
  readonly armToSend: number;
  /** From arm to the end of the request; the connection is destroyed then. */
  readonly deadline: number;
  /** How long a row must stay unchanged, by the observer's own monotonic clock, before absence counts. */
  readonly quiet: number;
  /** Between the two reads that count. */
  readonly readGap: number;
  /** Between early reads, which can only confirm. */
  readonly earlyRead: number;
  /** A sender whose row has not changed for this long is gone. */
  readonly lease: number;
  /** How far before `sentAfter` a match on the timeline may lie (X's clock against ours). */
  readonly clockSlack: number;
  /** Unreadable for this long: the tray says so. */
  readonly unreadable: number;
};

export const TIMINGS: Timings = {
  armToSend: 10 * SECOND,
  deadline: 30 * SECOND,
  quiet: 90 * SECOND,
  readGap: 30 * SECOND,
  earlyRead: 15 * SECOND,
  lease: 120 * SECOND,
  clockSlack: 60 * SECOND,
  unreadable: 30 * MINUTE,
};

/** What is wrong with a set of timings, or undefined when their order holds. */
export function checkTimings(t: Timings): string | undefined {
  const bad = Object.entries(t).find(([, ms]) => !Number.isFinite(ms) || ms <= 0);
  if (bad) return `"${bad[0]}" must be a positive number of milliseconds`;
  if (t.armToSend >= t.deadline) return '"armToSend" must be shorter than "deadline"';
  if (t.deadline >= t.quiet) return '"deadline" must be shorter than "quiet"';
  if (t.quiet > t.lease) return '"quiet" must not be longer than "lease"';
  if (t.earlyRead > t.quiet) return '"earlyRead" must not be longer than "quiet"';
  return undefined;
}

/**
 * Timings from JSON (ms by name, the others as they are), or one sentence that says what is wrong. Callers allow
 * this only for an X on this machine: against the real one, shorter timings would make absence prove nothing.
 */
export function parseTimings(json: string): Timings | string {
  const value = parseObject(json);
  if (!value) return 'It is not a JSON object of milliseconds, such as {"quiet":900}.';
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(TIMINGS, name));
  if (unknown !== undefined) return `"${unknown}" is not one of ${Object.keys(TIMINGS).join(', ')}.`;
  const timings: Timings = { ...TIMINGS, ...value };
  const problem = checkTimings(timings);
  return problem === undefined ? timings : `${problem}.`;
}

function parseObject(json: string): Partial<Timings> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
