import type { PartContent, Poll, ReplySettings } from './content.ts';
import { checkMedia } from './media.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { DAY, HOUR } from './time.ts';

type Finding = Omit<Problem, 'part'>;

/** A thread that has begun has a day to finish, and the parts take their time too. */
export const LONGEST_DELAY = 23 * HOUR;
const POLL_MINUTES = { min: 5, max: (7 * DAY) / 60_000 };
const OPTION_LENGTH = 25;

/** What X, or Perch, would refuse about all that a part holds besides its text. */
export function checkContent(
  part: PartContent,
  index: number,
  options: { readonly premium: boolean },
): readonly Finding[] {
  const { media = [], poll, quote, after } = part;
  return [
    ...checkMedia(media, options),
    ...(poll ? checkPoll(poll) : []),
    ...together(media.length > 0, poll !== undefined, quote !== undefined),
    ...(quote === undefined ? [] : [warning('quote-own-only', OWN_QUOTE)]),
    ...(after === undefined ? [] : checkDelay(after, index)),
  ];
}

const OWN_QUOTE =
  'X lets most apps quote only your own posts and those that mention you: it will refuse this if it is another one.';
const OWN_REPLY =
  'X lets most apps reply only to your own posts and to those that mention you: it will refuse this if it is another one.';

/** Whom a post replies to and who may reply to it. X knows no restriction within somebody's conversation. */
export function checkAudience(
  replyTo: string | null | undefined,
  replySettings: ReplySettings | null | undefined,
): readonly Finding[] {
  if (replyTo === null || replyTo === undefined) return [];
  const limited = replySettings !== null && replySettings !== undefined;
  const message =
    'Who may reply is decided by whoever began the conversation: leave it out, or post it as no reply.';
  return [warning('reply-own-only', OWN_REPLY), ...(limited ? [error('reply-settings', message)] : [])];
}

function together(media: boolean, poll: boolean, quote: boolean): readonly Finding[] {
  if (poll && (media || quote))
    return [error('poll-with-media', 'X shows a poll alone, without media or a quote: remove one of them.')];
  if (media && quote)
    return [
      error('quote-with-media', 'X takes either media or a quoted post in a part: remove one of them.'),
    ];
  return [];
}

function checkPoll({ options, minutes }: Poll): readonly Finding[] {
  const found: string[] = [];
  if (options.length < 2 || options.length > 4)
    found.push(`A poll has 2 to 4 answers and this has ${options.length}: add or remove some.`);
  const blank = options.findIndex((option) => option.trim() === '');
  if (blank >= 0) found.push(`Answer ${blank + 1} of the poll is empty: fill it in or remove it.`);
  const long = options.findIndex((option) => [...option].length > OPTION_LENGTH);
  if (long >= 0)
    found.push(`Answer ${long + 1} of the poll is longer than ${OPTION_LENGTH} characters: shorten it.`);
  if (new Set(options.map((option) => option.trim())).size < options.length && blank < 0)
    found.push('Two answers of the poll are the same: change one of them.');
  if (!Number.isInteger(minutes) || minutes < POLL_MINUTES.min || minutes > POLL_MINUTES.max)
    found.push('A poll is open for 5 minutes to 7 days: choose a length between.');
  return found.map((message) => error('poll', message));
}

function checkDelay(after: number, index: number): readonly Finding[] {
  if (index === 0)
    return [
      error('delay', 'The first part goes out at the time of the post: give the delay to a later part.'),
    ];
  if (Number.isFinite(after) && after >= 0 && after <= LONGEST_DELAY) return [];
  return [
    error('delay', 'A part may follow up to 23 hours after the one before it: choose a shorter delay.'),
  ];
}

function error(code: ProblemCode, message: string): Finding {
  return { code, severity: 'error', message };
}

function warning(code: ProblemCode, message: string): Finding {
  return { code, severity: 'warning', message };
}
