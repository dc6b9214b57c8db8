import twitter from 'twitter-text';
import { checkAudience, checkContent } from './check-content.ts';
import { contentOf, type PartContent, type ReplySettings } from './content.ts';
import { PRICES } from './cost.ts';
import { FILE_NAME } from './file-name.ts';
import { hasHidden } from './hidden.ts';
import { MAX_PARTS } from './post.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { measureText, PREMIUM_LIMIT, STANDARD_LIMIT, type TextMeasure } from './text.ts';

type Finding = Omit<Problem, 'part'>;
type Rule = (text: string, measure: TextMeasure, part: PartContent) => Finding | undefined;

// The directional markers of twitter-text's own tables.
const DIRECTIONAL = /[\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

const RULES: readonly Rule[] = [
  empty,
  tooLong,
  forbiddenCharacter,
  brokenCharacter,
  cashtags,
  linkCost,
  fileNameLink,
  hiddenDirection,
  hiddenCharacter,
  newEmoji,
  mentionsOnly,
  leadingMention,
  linkOnly,
];

export type CheckOptions = {
  readonly premium: boolean;
  readonly replyTo?: string | null;
  readonly replySettings?: ReplySettings | null;
};

/**
 * What X would refuse (errors) and what a person may not expect (warnings), part by part. Rules with their
 * sources: twitter-text (length, characters), docs.x.com "Post creation restrictions" (cashtags), X's answer
 * 403 "duplicate content" (repeats), Perch's own limit of parts.
 */
export function checkPost(parts: readonly PartContent[], options: CheckOptions): readonly Problem[] {
  const limit = options.premium ? PREMIUM_LIMIT : STANDARD_LIMIT;
  if (parts.length === 0) return [error('no-parts', 'The post has no text: write something to post.')];
  const problems: Problem[] = [...checkAudience(options.replyTo, options.replySettings)];
  if (parts.length > MAX_PARTS) {
    const over = `A thread holds at most ${MAX_PARTS} parts and this one has ${parts.length}: split it in two.`;
    problems.push(error('too-many-parts', over));
  }
  parts.forEach((content, part) => {
    const { text } = content;
    const measure = measureText(text, { limit });
    const found = [...RULES.map((rule) => rule(text, measure, content)), repeat(parts, part)];
    found.push(...checkContent(content, part, options));
    for (const finding of found) if (finding) problems.push({ ...finding, part });
  });
  return problems;
}

function empty(text: string, _measure: TextMeasure, { media = [] }: PartContent): Finding | undefined {
  if (text.trim() !== '' || media.length > 0) return undefined;
  return error('empty', 'The text is empty or only blanks, which X refuses: write something to post.');
}

function tooLong(_text: string, { weightedLength, limit }: TextMeasure): Finding | undefined {
  const over = weightedLength - limit;
  if (over <= 0) return undefined;
  const size = `${weightedLength} of ${limit} characters as X counts them`;
  return error('too-long', `The text is ${over} too long (${size}): shorten it or split it into parts.`);
}

function forbiddenCharacter(_text: string, { forbidden }: TextMeasure): Finding | undefined {
  if (forbidden.length === 0) return undefined;
  const names = forbidden.join(', ');
  return error(
    'forbidden-character',
    `X refuses the invisible character ${names}: delete it or retype the text.`,
  );
}

function brokenCharacter(text: string): Finding | undefined {
  if (!LONE_SURROGATE.test(text)) return undefined;
  return error('broken-character', 'The text has half of a character (often a cut emoji): delete it.');
}

function cashtags(_text: string, measure: TextMeasure): Finding | undefined {
  if (measure.cashtags.length <= 1) return undefined;
  const names = measure.cashtags.map((tag) => `$${tag}`).join(', ');
  return error(
    'cashtags',
    `X allows one cashtag per post and this has ${measure.cashtags.length} (${names}): keep one.`,
  );
}

function repeat(parts: readonly PartContent[], part: number): Finding | undefined {
  const text = parts[part]?.text.trim();
  const same = keyOf(parts[part]);
  const first = parts.findIndex((other) => keyOf(other) === same);
  if (first === part || text === '') return undefined;
  return error(
    'repeat',
    `The text is the same as part ${first + 1}, and X refuses repeats: change one of them.`,
  );
}

/** What X compares: a text under another picture is another post. */
function keyOf(part: PartContent | undefined): string {
  const { after: _, ...content } = contentOf(part ?? { text: '' });
  return JSON.stringify({ ...content, text: content.text.trim() });
}

function linkCost(_text: string, measure: TextMeasure): Finding | undefined {
  const links = measure.links.filter((link) => !FILE_NAME.test(link));
  if (links.length === 0) return undefined;
  const prices = `$${PRICES.postWithLink.toFixed(2)} instead of $${PRICES.post}`;
  return warning(
    'link-cost',
    `With a link (${clip(links[0] ?? '')}) X charges ${prices}: leave it out to save that.`,
  );
}

function fileNameLink(_text: string, { links }: TextMeasure): Finding | undefined {
  const name = links.find((link) => FILE_NAME.test(link));
  if (name === undefined) return undefined;
  return warning(
    'file-name-link',
    `X will turn ${clip(name)} into a link, which costs $${PRICES.postWithLink.toFixed(2)}: write it another way if it is a file name.`,
  );
}

function hiddenDirection(text: string): Finding | undefined {
  if (!DIRECTIONAL.test(text)) return undefined;
  const advice = 'delete them unless you mean to mix writing directions';
  return warning('hidden-direction', `The text has hidden marks that change its direction: ${advice}.`);
}

function hiddenCharacter(text: string, { forbidden }: TextMeasure): Finding | undefined {
  // Said by the rules for these.
  if (!hasHidden(text) || forbidden.length > 0 || DIRECTIONAL.test(text)) return undefined;
  return warning(
    'hidden-character',
    'The text has characters that nobody sees: delete them unless you mean them.',
  );
}

function newEmoji(_text: string, measure: TextMeasure): Finding | undefined {
  const { weightedLength, cautiousLength, limit } = measure;
  if (weightedLength > limit || cautiousLength <= limit) return undefined;
  const size = `${cautiousLength} of ${limit}`;
  return warning(
    'new-emoji',
    `If X does not know these new emoji it counts ${size}: shorten the text to be sure.`,
  );
}

function mentionsOnly(text: string, _measure: TextMeasure): Finding | undefined {
  const names = twitter.extractMentions(text);
  const rest = text.replace(/[@＠]\w+/g, '').trim();
  if (names.length === 0 || rest !== '') return undefined;
  return warning('mentions-only', 'The text has nothing but mentions: say what it is about.');
}

function leadingMention(text: string, measure: TextMeasure): Finding | undefined {
  if (!/^\s*[@＠]\w/.test(text) || mentionsOnly(text, measure)) return undefined;
  return warning(
    'leading-mention',
    'A post that begins with a mention is shown like a reply, to few: begin with another word.',
  );
}

function linkOnly(text: string, { links }: TextMeasure): Finding | undefined {
  if (links.length === 0 || links.reduce((rest, link) => rest.replace(link, ''), text).trim() !== '')
    return undefined;
  return warning('link-only', 'The text has nothing but a link: say what it is about.');
}

function clip(link: string): string {
  return link.length <= 60 ? link : `${link.slice(0, 59)}…`;
}

function error(code: ProblemCode, message: string): Finding {
  return { code, severity: 'error', message };
}

function warning(code: ProblemCode, message: string): Finding {
  return { code, severity: 'warning', message };
}
