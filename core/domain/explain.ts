import { nameParts, type Post, partsOnX } from './post.ts';
import type { Reason, ReasonKind } from './reason.ts';
import type { Status } from './status.ts';
import { isTakenDown } from './transition.ts';

/** The one thing a person can do about it; the window shows it as a button, the CLI as a command. */
export type WayOut = 'none' | 'wait' | 'retry' | 'edit' | 'recheck' | 'account' | 'credit' | 'reschedule';

/** What happened, what comes next, and the way out: plain sentences. */
export type Explanation = { readonly sentence: string; readonly next: string; readonly wayOut: WayOut };

type Words = { readonly sentence: string; readonly next: string; readonly wayOut: WayOut };

/** Every way a post can be kept back or fail, as data: one sentence, what comes next, one way out. */
export const EXPLANATIONS: Readonly<Record<ReasonKind, Words>> = {
  network: {
    sentence: 'X could not be reached, so nothing was sent.',
    next: 'Perch tries again by itself.',
    wayOut: 'wait',
  },
  throttled: {
    sentence: 'X asked Perch to wait: the limit of posts is used up.',
    next: 'Perch tries again when the limit is lifted.',
    wayOut: 'wait',
  },
  auth: {
    sentence: 'X did not accept the keys of this account.',
    next: 'Give the account new keys, then run `perch accounts test`; its posts go on from there.',
    wayOut: 'account',
  },
  credits: {
    sentence: 'The credit of this account at X is used up.',
    next: 'Add credit in the X developer console, then run `perch accounts test`; its posts go on from there.',
    wayOut: 'credit',
  },
  rejected: {
    sentence: 'X refused this post.',
    next: 'Change it with `perch edit`, then try again with `perch retry`.',
    wayOut: 'edit',
  },
  repeat: {
    sentence: 'X refuses to post the same text twice, and it has seen this one from the account before.',
    next: 'Change the text with `perch edit`, then `perch retry`, or cancel it.',
    wayOut: 'edit',
  },
  checking: {
    sentence: 'X did not give a clear answer, so the post may or may not be out.',
    next: 'Perch reads the timeline and sends again only when the post is proven not to be there.',
    wayOut: 'wait',
  },
  interrupted: {
    sentence: 'Perch was stopped while the post was on its way, so it may or may not be out.',
    next: 'Perch reads the timeline and sends again only when the post is proven not to be there.',
    wayOut: 'wait',
  },
  undecided: {
    sentence: 'Perch could not find out whether the post is out, so it did not send again.',
    next: 'Look at your timeline. `perch retry` checks once more; `perch retry --force` sends it again.',
    wayOut: 'recheck',
  },
  sameText: {
    sentence: 'The same text of this account is just being sent, and X refuses to post it twice.',
    next: 'Perch waits until that one is settled.',
    wayOut: 'wait',
  },
  late: {
    sentence: 'Its time had passed by more than its late window, so Perch did not send it.',
    next: 'Send it now with `perch now`, give it a new time with `perch edit --at`, or cancel it.',
    wayOut: 'reschedule',
  },
  paused: {
    sentence: 'Publishing was paused until its late window had passed, so Perch did not send it.',
    next: 'Send it now with `perch now`, give it a new time with `perch edit --at`, or cancel it.',
    wayOut: 'reschedule',
  },
  stopped: {
    sentence: 'It was cancelled while a part was on its way.',
    next: 'The parts that were out stay out; the rest is not sent.',
    wayOut: 'none',
  },
  absent: {
    sentence: 'The last try did not get through: the timeline was read twice and the post is not there.',
    next: 'Perch sends it again.',
    wayOut: 'wait',
  },
  removed: {
    sentence: 'You asked to delete from X what was out of it.',
    next: 'It is gone from X, and nothing of it is sent again. To post it anew, add it as a new post.',
    wayOut: 'none',
  },
};

const SHOWN: ReadonlySet<Status> = new Set(['retrying', 'checking', 'missed', 'held', 'failed', 'cancelled']);

/** Why the post is where it is and what comes next, or undefined when there is nothing to explain. */
export function explain(post: Post): Explanation | undefined {
  if (!post.reason || !SHOWN.has(post.status)) return undefined;
  const words = EXPLANATIONS[post.reason.kind];
  return { ...words, sentence: sentenceOf(post.reason, words), next: nextOf(post, words) };
}

function sentenceOf(reason: Reason, words: Words): string {
  const cause = reason.cause ? ` It was kept back because: ${EXPLANATIONS[reason.cause].sentence}` : '';
  const detail = reason.detail ? ` (${reason.detail})` : '';
  return `${words.sentence}${cause}${detail}`;
}

function nextOf(post: Post, words: Words): string {
  if (isTakenDown(post)) {
    const left = nameParts(partsOnX(post));
    return left === '' ? words.next : `${left} still out: \`perch unpublish\` goes on where it stopped.`;
  }
  const out = nameParts(Array.from({ length: post.cursor }, (_, i) => i));
  if (out === '') return words.next;
  return `${out} out and ${post.cursor === 1 ? 'is' : 'are'} not sent again. ${words.next}`;
}
