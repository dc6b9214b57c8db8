import { contentOf, type PartContent } from '../domain/content.ts';
import { REASON_KINDS, type ReasonKind } from '../domain/reason.ts';
import { type RepeatRule, ruleProblem } from '../domain/repeat.ts';
import type { Repeat } from '../domain/series.ts';
import { STATUSES, type Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { readAudience, readExtras } from './import-content.ts';
import { type RowProblem, rowError } from './import-problem.ts';
import { type SourceRow, type SourceTweet, sourceRow } from './import-row.ts';

type Fields = Readonly<Record<string, unknown>>;

const TWEET_ID = /^\d{1,25}$/;

/** A row of an array as `perch list --json` gives it. `text` instead of `parts` is taken too. */
export function readJsonRow(value: unknown, row: number): SourceRow {
  const fields = asFields(value);
  if (!fields)
    return broken(
      row,
      'not-a-post',
      'It is not a post: every element must be an object as `perch list --json` gives it.',
    );
  const problems: RowProblem[] = [];
  const optional = (name: string): string => {
    const found = fields[name] ?? '';
    if (typeof found === 'string') return found;
    problems.push(
      rowError(
        'bad-field',
        `"${name}" must be a text, got ${JSON.stringify(found)?.slice(0, 40)}: correct it.`,
      ),
    );
    return '';
  };
  const id = optional('id');
  const until = optional('until');
  const parts = readParts(fields, problems);
  return {
    ...sourceRow(row),
    parts: parts.map(({ content }) => content),
    tweets: parts.map(({ tweet }) => tweet),
    at: optional('dueAt') || optional('at'),
    zone: optional('zone'),
    account: optional('account').replace(/^@/, ''),
    status: readStatus(optional('status'), problems),
    attempts: readAttempts(fields['attempts']),
    ...readReason(fields['reason']),
    ...readAudience(fields, problems),
    ...readRepeat(fields['repeat'], problems),
    ...(until !== '' && { until }),
    ...(id !== '' && { id }),
    problems,
  };
}

function readParts(fields: Fields, problems: RowProblem[]) {
  const given = fields['parts'] ?? (typeof fields['text'] === 'string' ? [fields['text']] : []);
  if (!Array.isArray(given)) {
    problems.push(rowError('bad-field', '"parts" must be an array of {"text"}: correct it.'));
    return [];
  }
  return given.map((part: unknown, i) => readPart(part, i, problems));
}

function readPart(
  value: unknown,
  index: number,
  problems: RowProblem[],
): { readonly content: PartContent; readonly tweet: SourceTweet } {
  const part: Fields = typeof value === 'string' ? { text: value } : (asFields(value) ?? {});
  const { text, tweetId } = part;
  if (typeof text !== 'string') {
    problems.push(rowError('bad-field', `Part ${index + 1} has no "text": give it one.`));
  }
  const isTweetId = typeof tweetId === 'string' && TWEET_ID.test(tweetId);
  if (tweetId !== undefined && !isTweetId) {
    problems.push(
      rowError('bad-field', `The "tweetId" of part ${index + 1} must be a text of digits: correct it.`),
    );
  }
  const tweet = { ...(isTweetId && { tweetId }), ...timesOf(part, 'publishedAt', 'deletedAt') };
  const content = { text: typeof text === 'string' ? text : '', ...readExtras(part, index, problems) };
  return { content: contentOf(content), tweet };
}

const timeOf = (value: unknown): Instant => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/** Those that read as times. */
function timesOf(
  fields: Fields,
  ...names: readonly ('publishedAt' | 'deletedAt')[]
): Pick<SourceTweet, 'publishedAt' | 'deletedAt'> {
  const times = names.map((name) => [name, timeOf(fields[name])] as const);
  return Object.fromEntries(times.filter(([, at]) => !Number.isNaN(at)));
}

/** The status as stored, `scheduled` when none is given. */
export function readStatus(text: string, problems: RowProblem[]): Status {
  const name = text.trim();
  if (name === '') return 'scheduled';
  const status = STATUSES.find((known) => known === name);
  if (!status)
    problems.push(
      rowError('bad-status', `There is no status "${name.slice(0, 40)}": use one of ${STATUSES.join(', ')}.`),
    );
  return status ?? 'scheduled';
}

function readAttempts(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

function readReason(value: unknown): { readonly reason?: ReasonKind } {
  const reason = REASON_KINDS.find((kind) => kind === value);
  return reason ? { reason } : {};
}

/** Words, or what `perch list --json` gives. */
function readRepeat(value: unknown, problems: RowProblem[]): { readonly repeat?: Repeat | string } {
  if (value === undefined || value === null || value === '') return {};
  if (typeof value === 'string') return { repeat: value };
  const { rule, series, number, date, next } = asFields(value) ?? {};
  const isPlace = typeof series === 'string' && isCount(number) && isDate(date) && isNext(next);
  const problem = isPlace ? problemOf(rule) : 'It is none that `perch list --json` gives.';
  if (problem !== undefined || !isPlace) {
    problems.push(rowError('bad-repeat', `"repeat" cannot be read: ${problem} Correct it or leave it out.`));
    return {};
  }
  const place = { rule: rule as RepeatRule, series, number, date };
  return { repeat: { ...place, ...(next !== undefined && { next }) } };
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const isNext = (value: unknown): value is string | null | undefined =>
  value === undefined || value === null || typeof value === 'string';

function problemOf(rule: unknown): string | undefined {
  const fields = asFields(rule) ?? {};
  const isText = (name: string): boolean => typeof fields[name] === 'string';
  const isKnown = ['day', 'week', 'month'].includes(String(fields['every']));
  const days = fields['weekdays'];
  if (!isKnown || !isText('start') || !isText('zone') || !(days === undefined || Array.isArray(days)))
    return 'It has no rule.';
  if (fields['until'] !== undefined && !isText('until')) return 'Its end is no date.';
  return ruleProblem(rule as RepeatRule);
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function broken(row: number, code: string, message: string): SourceRow {
  return { ...sourceRow(row), problems: [rowError(code, message)] };
}
