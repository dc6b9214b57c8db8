import { nameParts, type Post, partsOnX } from './post.ts';
import type { Reason, ReasonKind } from './reason.ts';
import type { Status } from './status.ts';
import { isTakenDown } from './transition.ts';
import { commandOf, type WayOut } from './way-out.ts';

type Words = { readonly sentence: string; readonly next: string; readonly wayOut: WayOut };

/** What happened, what comes next, and the way out: plain sentences, and the command that takes the way out. */
export type Explanation = Words & { readonly command?: string };

const KEPT = 'Send it now, give it a new time, or cancel it.';
const READS = 'Perch reads the timeline and sends again only when the post is proven not to be there.';

/**
 * Every way a post can be kept back or fail, as data: one sentence, what comes next, one way out. A sentence with
 * a command in it is for the command line only. What leads to each is in failures.ts and in the X adapter's
 * answers.ts; docs/failures.md shows all of it.
 */
export const EXPLANATIONS: Readonly<Record<ReasonKind, Words>> = {
  network: {
    sentence: 'X could not be reached, so nothing was sent.',
    next: 'Perch tries again by itself.',
    wayOut: 'wait',
  },
  proxy: {
    sentence: 'The proxy of this network did not let Perch through, so nothing was sent.',
    next: 'Check the proxy under Settings > Network, or use another network. Perch tries again by itself.',
    wayOut: 'wait',
  },
  untrusted: {
    sentence: 'Whoever answered in place of X could not prove to be X, so nothing was sent.',
    next: "Check this computer's clock and what inspects its connections. Perch tries again by itself.",
    wayOut: 'wait',
  },
  clock: {
    sentence: "X refused the time of the request: this computer's clock is wrong.",
    next: 'Perch takes the time from X and tries again by itself. Set the clock all the same.',
    wayOut: 'wait',
  },
  uploading: {
    sentence: 'Its pictures or videos are being uploaded to X.',
    next: 'It goes out as soon as X has all of them.',
    wayOut: 'wait',
  },
  mediaGone: {
    sentence: 'X has forgotten the pictures or videos that were uploaded for it.',
    next: 'Perch uploads them again by itself.',
    wayOut: 'wait',
  },
  media: {
    sentence: 'Its pictures or videos could not be used.',
    next: 'Replace them, then give it a time.',
    wayOut: 'edit',
  },
  throttled: {
    sentence: 'X asked Perch to wait: the limit of posts is used up.',
    next: 'Perch tries again when the limit is lifted; all posts of the account wait in their order.',
    wayOut: 'wait',
  },
  auth: {
    sentence: 'X did not accept the keys of this account.',
    next: 'Give the account new keys; its posts go on from there.',
    wayOut: 'account',
  },
  noKeys: {
    sentence: 'This computer has no keys for this account, or its keyring is locked.',
    next: 'Unlock the keyring or give the account its keys; its posts go on from there.',
    wayOut: 'account',
  },
  signedOut: {
    sentence: 'This account is signed out.',
    next: 'Sign it in again; its posts go on from there.',
    wayOut: 'account',
  },
  readOnly: {
    sentence: 'The X app of this account may only read, not write.',
    next: 'Give it "Read and write" in the X developer console, make new access tokens and give them to Perch; its posts go on from there.',
    wayOut: 'account',
  },
  notEnrolled: {
    sentence: 'The X app of this account may not use the X API.',
    next: 'Put the app into a project with access in the X developer console, and give Perch its keys; its posts go on from there.',
    wayOut: 'account',
  },
  locked: {
    sentence: 'X has locked this account.',
    next: 'Sign in on x.com and unlock it, then try one of its posts again; all of them go on from there.',
    wayOut: 'unlock',
  },
  suspended: {
    sentence: 'X has suspended this account.',
    next: 'Sign in on x.com to see why and to appeal; its posts wait until you try one of them again.',
    wayOut: 'unlock',
  },
  credits: {
    sentence: 'The credit of this account at X is used up.',
    next: 'Add credit in the X developer console. Perch asks X every 15 minutes, and the posts go on by themselves.',
    wayOut: 'credit',
  },
  usageCap: {
    sentence: 'The spending limit of this account at X is reached.',
    next: 'Raise the limit in the X developer console, then try one of its posts again; all of them go on from there.',
    wayOut: 'credit',
  },
  rejected: {
    sentence: 'X refused this post.',
    next: 'Change it, then give it a time.',
    wayOut: 'edit',
  },
  tooLong: {
    sentence: 'X refused this post: it is longer than this account may write.',
    next: 'Make it shorter, then give it a time.',
    wayOut: 'edit',
  },
  parentGone: {
    sentence: 'X refused this part: the one before it is deleted or cannot be seen.',
    next: 'Cancel the rest, or write it as a new post.',
    wayOut: 'stop',
  },
  noReply: {
    sentence: 'X does not let this account reply there.',
    next: 'Cancel it, or write it as a new post.',
    wayOut: 'stop',
  },
  flagged: {
    sentence: 'X took this post for spam.',
    next: 'Wait a while, then try again, or change it.',
    wayOut: 'retry',
  },
  repeat: {
    sentence: 'X refuses to post the same text twice, and it has seen this one from the account before.',
    next: 'Change the text, or cancel it.',
    wayOut: 'edit',
  },
  checking: {
    sentence: 'X did not give a clear answer, so the post may or may not be out.',
    next: READS,
    wayOut: 'wait',
  },
  interrupted: {
    sentence: 'Perch was stopped while the post was on its way, so it may or may not be out.',
    next: READS,
    wayOut: 'wait',
  },
  undecided: {
    sentence: 'Perch could not find out whether the post is out, so it did not send again.',
    next: 'Look at your timeline, or let Perch check once more. `perch retry --force` sends it again.',
    wayOut: 'recheck',
  },
  sameText: {
    sentence: 'The same text of this account is just being sent, and X refuses to post it twice.',
    next: 'Perch waits until that one is settled.',
    wayOut: 'wait',
  },
  spread: {
    sentence: 'Its time passed while Perch was away, like that of others.',
    next: 'They go out one after the other, in their order.',
    wayOut: 'wait',
  },
  late: {
    sentence: 'Its time had passed by more than its late window, so Perch did not send it.',
    next: KEPT,
    wayOut: 'reschedule',
  },
  paused: {
    sentence: 'Publishing was paused until its late window had passed, so Perch did not send it.',
    next: KEPT,
    wayOut: 'reschedule',
  },
  restored: {
    sentence: 'Its time had passed when it was brought back, so Perch did not send it.',
    next: KEPT,
    wayOut: 'reschedule',
  },
  spendCap: {
    sentence: 'It would cost more than the monthly cap leaves, so Perch did not send it.',
    next: 'It goes on by itself when the cap is raised or a new month begins (UTC), if its late window lasts until then. Raise the cap in Settings or with `perch settings set --spend-cap`, or post it anyway.',
    wayOut: 'anyway',
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
  const command = post.status === 'cancelled' ? undefined : commandOf(words.wayOut, post);
  return {
    ...words,
    sentence: sentenceOf(post.reason, words),
    next: nextOf(post, words),
    ...(command !== undefined && { command }),
  };
}

/** What comes next, with the command, for whoever reads it on a command line. */
export function adviceOf({ next, command }: Pick<Explanation, 'next' | 'command'>): string {
  return command === undefined ? next : `${next} Run \`${command}\`.`;
}

function sentenceOf(reason: Reason, words: Words): string {
  const cause = reason.cause ? ` It was kept back because: ${EXPLANATIONS[reason.cause].sentence}` : '';
  const detail = reason.detail ? ` (${reason.detail})` : '';
  return `${words.sentence}${cause}${detail}`;
}

function nextOf(post: Post, { next }: Words): string {
  if (isTakenDown(post)) {
    const left = nameParts(partsOnX(post));
    return left === '' ? next : `${left} still out: \`perch unpublish\` goes on where it stopped.`;
  }
  const out = nameParts(Array.from({ length: post.cursor }, (_, i) => i));
  if (out === '' || post.reason?.kind === 'stopped') return next;
  return `${out} out and ${post.cursor === 1 ? 'is' : 'are'} not sent again. ${next}`;
}
