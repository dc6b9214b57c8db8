import Papa from 'papaparse';
import { FORMULA_GUARD, isFormula } from '../../domain/escape.ts';
import { describeRepeat } from '../../domain/repeat-words.ts';
import { isSettled } from '../../domain/status.ts';
import type { PostView } from '../../domain/view.ts';

/**
 * Texts of a post that has a formula among them get an apostrophe in front, and the column `guard` of the row
 * says so: the import takes exactly that one off again, and never touches a text of a file that was not written
 * here.
 */
export const GUARD = FORMULA_GUARD;
/** Stands for a part without an X id, or that was not deleted, among others. */
export const NOTHING = '_';

const FIXED = ['text', 'at', 'zone', 'account', 'id', 'status', 'tweetIds', 'deletedAt', 'guard', 'repeat'];

/** The header for posts of at most `parts` parts. */
export function csvHeader(parts: number): string {
  const more = Array.from({ length: Math.max(0, parts - 1) }, (_, i) => `text${i + 2}`);
  return toLine([...FIXED, ...more]);
}

/** One post as one row under the header for `parts` parts, to be read again by the import. */
export function csvRow(post: PostView, parts: number): string {
  const texts = post.parts.map(({ text }) => text);
  const isGuarded = texts.some(isFormula);
  const [first = '', ...more] = isGuarded ? texts.map((text) => GUARD + text) : texts;
  const { dueAt, account, id, status, repeat } = post;
  const zone = repeat?.rule.zone ?? post.zone;
  const empty = Array.from({ length: Math.max(0, parts - 1 - more.length) }, () => '');
  return toLine([
    first,
    dueAt ?? '',
    zone,
    account,
    id,
    status,
    byPart(post.parts.map(({ tweetId }) => tweetId)),
    byPart(post.parts.map(({ deletedAt }) => deletedAt)),
    isGuarded ? GUARD : '',
    repeatWords(post),
    ...more,
    ...empty,
  ]);
}

/** One cell for all parts, up to the last that has something. */
function byPart(values: readonly (string | undefined)[]): string {
  const cells = values.map((value) => value ?? NOTHING);
  return cells.slice(0, cells.findLastIndex((cell) => cell !== NOTHING) + 1).join(' ');
}

/** The words of a series that this post carries on: from here on, as a file knows nothing of what was before. */
function repeatWords({ repeat, status }: PostView): string {
  if (!repeat || repeat.next !== undefined || isSettled(status)) return '';
  const { times, ...rule } = repeat.rule;
  return describeRepeat({ ...rule, ...(times !== undefined && { times: times - repeat.number + 1 }) });
}

function toLine(cells: readonly string[]): string {
  return `${Papa.unparse([[...cells]], { newline: '\r\n' })}\r\n`;
}
