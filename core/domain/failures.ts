import type { ReasonKind } from './reason.ts';
import type { Status } from './status.ts';

/** A way in which Perch itself, or its reading of the timeline, ends or delays a post. */
export type Failure = { readonly title: string; readonly status: Status; readonly reason: ReasonKind };

/** While a post of unknown outcome is looked for. What X answers to it is judged as in the X adapter's table. */
export const CHECKING_FAILURES: readonly Failure[] = [
  { title: 'the timeline shows the post', status: 'published', reason: 'checking' },
  {
    title: 'two complete readings, 30 s apart and after 90 s of quiet, do not show it',
    status: 'retrying',
    reason: 'absent',
  },
  {
    title:
      'X refuses to be read (401, 402, 403, 429, 5xx, no network): read again later and later, up to every 5 minutes; after 30 minutes health says so',
    status: 'checking',
    reason: 'checking',
  },
  {
    title: 'X knew the text ("duplicate"), and an older post with it is on the timeline',
    status: 'failed',
    reason: 'repeat',
  },
  {
    title: 'X knew the text after a try of unknown outcome, and it is not on the timeline',
    status: 'failed',
    reason: 'undecided',
  },
  {
    title: 'Perch or the computer ended between arm and answer',
    status: 'checking',
    reason: 'interrupted',
  },
];

/** What Perch decides by itself, without asking X. */
export const OWN_FAILURES: readonly Failure[] = [
  {
    title: 'the late window closed, whatever kept the post back; the cause is told',
    status: 'missed',
    reason: 'late',
  },
  { title: 'the late window closed while publishing was paused', status: 'missed', reason: 'paused' },
  {
    title: 'a cancelled post was restored, or a new time taken back, when its time had passed',
    status: 'missed',
    reason: 'restored',
  },
  {
    title: 'its time passed by more than 10 minutes while Perch slept or was off, within its window',
    status: 'retrying',
    reason: 'spread',
  },
  {
    title: 'its time has come and its pictures or videos are not all with X',
    status: 'retrying',
    reason: 'uploading',
  },
  {
    title:
      'X refuses its pictures or videos or cannot process them, or their file is gone; mostly known before its time',
    status: 'failed',
    reason: 'media',
  },
  {
    title: 'it would cost more than a monthly cap leaves; asked right before the first part is armed',
    status: 'held',
    reason: 'spendCap',
  },
  {
    title: 'this computer has no keys for the account, or its keyring is locked',
    status: 'held',
    reason: 'noKeys',
  },
  { title: 'a person signed the account out on this computer', status: 'held', reason: 'signedOut' },
  { title: 'another post with the same text is on its way', status: 'retrying', reason: 'sameText' },
  { title: "X's clock is not known yet, because X does not answer", status: 'retrying', reason: 'network' },
  { title: 'cancelled while a part of it was on its way', status: 'cancelled', reason: 'stopped' },
  { title: 'a person had what was out of it deleted from X', status: 'cancelled', reason: 'removed' },
];
