import { isSameLink } from './link.ts';
import { isSnowflake, snowflakeAt } from './snowflake.ts';
import type { Instant } from './time.ts';
import type { TimelinePost } from './timeline.ts';

/** What a try may have put on the timeline. */
export type Wanted = {
  readonly text: string;
  /** X id of the post it replies to; absent for a first part. */
  readonly parentId?: string;
  /** X id of the post it quotes. */
  readonly quote?: string;
  /** X's ids of its media, as each try had them; absent: it has none. */
  readonly mediaTries?: readonly (readonly string[])[];
  /** X's clock at the first arm of this part. */
  readonly sentAfter: Instant;
  /** Milliseconds before `sentAfter` in which a match still counts (X's clock against our estimate). */
  readonly clockSlack: number;
};

/**
 * The post that an earlier try put on the account's timeline (rule R7): not older than the try, not known to
 * be another part (`bound` holds the ids that are), under the same parent and of the same text. The oldest
 * when there are several. A text that differs by a single word is somebody else's.
 */
export function findPosted(
  candidates: readonly TimelinePost[],
  wanted: Wanted,
  bound: ReadonlySet<string>,
): TimelinePost | undefined {
  const earliest = BigInt(snowflakeAt(wanted.sentAfter - wanted.clockSlack));
  return candidates
    .filter((post) => isSnowflake(post.id) && BigInt(post.id) >= earliest && !bound.has(post.id))
    .filter((post) => post.parentId === wanted.parentId && isSamePost(post, wanted))
    .toSorted(oldestFirst)[0];
}

/**
 * The newest identical post from before the try, whatever it replies to and whoever it belongs to: it
 * explains why X answered "duplicate content".
 */
export function olderTwin(
  candidates: readonly TimelinePost[],
  wanted: Pick<Wanted, 'text' | 'quote' | 'mediaTries' | 'sentAfter'>,
): TimelinePost | undefined {
  const tried = BigInt(snowflakeAt(wanted.sentAfter));
  return candidates
    .filter((post) => isSnowflake(post.id) && BigInt(post.id) < tried && isSamePost(post, wanted))
    .toSorted(oldestFirst)
    .at(-1);
}

/**
 * An upload belongs to one part, so its id is proof by itself. Without a text nothing else is; a text that is the
 * same is taken for ours even under other media, because to take it for another one could post it twice.
 */
function isSamePost(
  post: TimelinePost,
  { text, quote, mediaTries }: Pick<Wanted, 'text' | 'quote' | 'mediaTries'>,
) {
  const { mediaIds } = post;
  if (mediaTries?.flat().some((id) => mediaIds?.includes(id))) return true;
  if (mediaIds && mediaIds.length > 0 !== (mediaTries !== undefined)) return false;
  const isKnown = mediaTries !== undefined && mediaTries.length > 0;
  return !(isKnown && text.trim() === '') && isSameText(post, text, quote);
}

function oldestFirst(a: TimelinePost, b: TimelinePost): number {
  const difference = BigInt(a.id) - BigInt(b.id);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/**
 * Whether a post on the timeline reads as what a person wrote, after all that X does to a text. An entity that
 * was typed out is the text it is: X shows `&amp;` as such (https://github.com/rubyjobsru/app/issues/29), so it
 * comes back escaped once more, and a post with a bare `&` is another one. Link targets come unescaped.
 */
export function isSameText(post: TimelinePost, written: string, quote?: string): boolean {
  const goal = collapse(written.normalize('NFC')).trim();
  return readingsOf(post, quote).some((pieces) => reads(pieces, 0, goal, 0));
}

/** A text as it came back: plain stretches and links in turn, beginning and ending with a plain stretch. */
type Pieces = readonly { readonly kind: 'plain' | 'link'; readonly value: string }[];

const MEDIA_LINK = /^https?:\/\/(?:\w+\.)?(?:twitter|x)\.com\/[^/]+\/status\/(\d+)\/(?:photo|video)\/\d+$/i;

/** Who quotes a post has its link appended. */
const STATUS_LINK = /^https?:\/\/(?:\w+\.)?(?:twitter|x)\.com\/[^/]+\/status\/(\d+)\/?(?:\?.*)?$/i;

/**
 * With and without the links that X appends: to its own media and to the post that it quotes. A link to another
 * post's media is what a person wrote.
 */
function readingsOf(post: TimelinePost, quote: string | undefined): Pieces[] {
  const readings = [split(post)];
  for (;;) {
    const pieces = readings.at(-1) ?? [];
    const [before, link, after] = pieces.slice(-3);
    if (link?.kind !== 'link' || after?.value !== '' || !isAppended(link.value, post.id, quote))
      return readings.map(trim);
    readings.push([...pieces.slice(0, -3), { kind: 'plain', value: before?.value.trimEnd() ?? '' }]);
  }
}

function isAppended(link: string, own: string, quote: string | undefined): boolean {
  if (MEDIA_LINK.exec(link)?.[1] === own) return true;
  return quote !== undefined && STATUS_LINK.exec(link)?.[1] === quote;
}

function split(post: TimelinePost): Pieces {
  const text = post.noteText ?? post.text;
  const targets = new Map(post.urls.map(({ url, expanded }) => [url, expanded]));
  // Longest first, so that a link is not taken for another one that begins alike.
  const known = [...targets.keys()].filter(Boolean).toSorted((a, b) => b.length - a.length);
  if (known.length === 0) return [{ kind: 'plain', value: plain(text) }];
  // The group makes split() keep the links, at the odd places.
  return text
    .split(new RegExp(`(${known.map(escapeRegExp).join('|')})`))
    .map((value, index) =>
      index % 2 === 0
        ? { kind: 'plain', value: plain(value) }
        : { kind: 'link', value: targets.get(value) ?? value },
    );
}

function trim(pieces: Pieces): Pieces {
  const last = pieces.length - 1;
  return pieces.map((piece, index) => {
    const started = index === 0 ? piece.value.trimStart() : piece.value;
    return { kind: piece.kind, value: index === last ? started.trimEnd() : started };
  });
}

/**
 * Whether `goal` from `at` on reads as the pieces from `index` on. The pieces lead: where X saw a link,
 * whatever stands in `goal` is compared as one, so that no list of top-level domains is needed here.
 */
function reads(pieces: Pieces, index: number, goal: string, at: number): boolean {
  const piece = pieces[index];
  if (!piece) return at === goal.length;
  if (piece.kind === 'plain') {
    return goal.startsWith(piece.value, at) && reads(pieces, index + 1, goal, at + piece.value.length);
  }
  const next = pieces[index + 1]?.value ?? '';
  const isLast = index + 2 >= pieces.length;
  return linkEnds(goal, at, isLast, next).some(
    (end) => standsFor(goal.slice(at, end), piece.value) && reads(pieces, index + 1, goal, end),
  );
}

/** Where a link that begins at `at` can end: before white space, and such that `next` follows. */
function linkEnds(goal: string, at: number, isLast: boolean, next: string): number[] {
  const stop = at + (/^\S*/.exec(goal.slice(at, at + LONGEST_LINK))?.[0].length ?? 0);
  const ends: number[] = [];
  for (let end = at + 1; end <= stop; end++) {
    if (goal.startsWith(next, end) && (!isLast || end + next.length === goal.length)) ends.push(end);
  }
  return ends;
}

const LONGEST_LINK = 4_096;
/** Characters of `%E6%97%A5` for one. */
const LONGEST_ESCAPE = 9;
const SCHEME_AND_PORT = 'https://:443/'.length;

function standsFor(written: string, expanded: string): boolean {
  // Not even escaped in full could it be the same; spares long stretches that are no link the parsing.
  return (
    written.length <= LONGEST_ESCAPE * (expanded.length + SCHEME_AND_PORT) && isSameLink(written, expanded)
  );
}

function plain(text: string): string {
  return collapse(unescapeOnce(text).normalize('NFC'));
}

/**
 * Runs of blanks become one, with a line break if there was one. Other kinds of space stay: X keeps them, and
 * two texts may differ in nothing else.
 */
function collapse(text: string): string {
  return text.replace(/[ \t\v\f\r\n]+/g, (run) => (/[\r\n]/.test(run) ? '\n' : ' '));
}

/** One pass, so that `&amp;lt;` becomes `&lt;` and not `<`. */
function unescapeOnce(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => ENTITIES[name]);
}

const ENTITIES = { amp: '&', lt: '<', gt: '>' } as const;

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
