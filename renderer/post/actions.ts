import { isOut } from '../../core/domain/post.ts';
import { isInFlight, nextStatus } from '../../core/domain/status.ts';
import type { PostView } from '../../core/domain/view.ts';
import { WAYS_OUT, type WayOut } from '../../core/domain/way-out.ts';
import type { ShortcutId } from '../shortcuts.ts';
import { strings } from '../strings.ts';

export type ActionId =
  | 'details'
  | 'edit'
  | 'reschedule'
  | 'restore'
  | 'copyText'
  | 'duplicate'
  | 'postNow'
  | 'retry'
  | 'force'
  | 'open'
  | 'copyLink'
  | 'unpublish'
  | 'console'
  | 'openX'
  | 'cancel';

export type PostAction = { readonly id: ActionId; readonly label: string; readonly shortcut?: ShortcutId };

const words = strings.actions;

const DETAILS: PostAction = { id: 'details', label: words.details, shortcut: 'details' };
const RESTORE: PostAction = { id: 'restore', label: words.restore };
const CANCEL: PostAction = { id: 'cancel', label: words.cancel, shortcut: 'cancel' };

/** Everything that can be done with a post now, in the order of the menu. */
export function actionsOf(post: PostView): readonly PostAction[] {
  if (post.unsynced) return [DETAILS, post.status === 'cancelled' ? RESTORE : CANCEL];
  const isUndecided = post.reason === 'undecided';
  const candidates: readonly (PostAction & { readonly when: boolean })[] = [
    { ...DETAILS, when: true },
    {
      id: 'edit',
      label: words.edit,
      shortcut: 'edit',
      when: nextStatus(post.status, 'edited') !== undefined && !isTakenDown(post),
    },
    {
      id: 'reschedule',
      label: post.dueAt === null ? words.schedule : words.reschedule,
      shortcut: 'reschedule',
      when: canBeRescheduled(post),
    },
    { id: 'postNow', label: words.postNow, shortcut: 'postNow', when: canBeSentNow(post) },
    {
      id: 'retry',
      label: isUndecided ? WAYS_OUT.recheck.label : words.retry,
      shortcut: 'retry',
      when: canBeRetried(post),
    },
    { id: 'force', label: words.force, when: post.status === 'failed' && isUndecided },
    { ...RESTORE, when: post.restorable === true },
    { id: 'open', label: words.open, shortcut: 'open', when: publishedId(post) !== undefined },
    { id: 'copyLink', label: words.copyLink, when: publishedId(post) !== undefined },
    { id: 'copyText', label: words.copyText, shortcut: 'copyText', when: true },
    { id: 'duplicate', label: words.duplicate, shortcut: 'duplicate', when: true },
    { id: 'unpublish', label: words.unpublish, when: canBeUnpublished(post) },
    {
      id: 'cancel',
      label: post.status === 'draft' ? words.discard : words.cancel,
      shortcut: 'cancel',
      when: canBeCancelled(post),
    },
  ];
  return candidates.filter(({ when }) => when).map(({ when: _, ...action }) => action);
}

/** The one button for a post that is stuck, or undefined when there is nothing to do but wait. */
export function wayOutOf(post: PostView): PostAction | undefined {
  const wayOut = post.explanation?.wayOut;
  if (wayOut === undefined || post.status === 'cancelled') return undefined;
  const id = STEPS[wayOut];
  return id && { id, label: WAYS_OUT[wayOut]?.label ?? '' };
}

/** What the button of a way out does here. */
const STEPS: Readonly<Record<WayOut, ActionId | undefined>> = {
  none: undefined,
  wait: undefined,
  retry: 'retry',
  edit: 'edit',
  recheck: 'retry',
  reschedule: 'reschedule',
  stop: 'cancel',
  anyway: 'postNow',
  account: 'retry',
  credit: 'console',
  unlock: 'openX',
};

/** The id on X of the first part that is out. */
export function publishedId(post: PostView): string | undefined {
  return post.parts.find(isOut)?.tweetId;
}

// Sending a post of unknown outcome again is never one key away: that is what `force` asks about.
function canBeSentNow(post: PostView): boolean {
  return (
    nextStatus(post.status, 'scheduled') !== undefined &&
    post.reason !== 'undecided' &&
    post.status !== 'cancelled'
  );
}

function canBeRescheduled(post: PostView): boolean {
  const isHeld = post.status === 'held';
  return (
    nextStatus(post.status, 'scheduled') !== undefined &&
    post.reason !== 'undecided' &&
    !isHeld &&
    !isTakenDown(post)
  );
}

const isTakenDown = ({ reason }: PostView): boolean => reason === 'removed';

function canBeUnpublished(post: PostView): boolean {
  return publishedId(post) !== undefined && nextStatus(post.status, 'unpublished') !== undefined;
}

function canBeRetried(post: PostView): boolean {
  return post.status === 'failed' || post.status === 'held';
}

function canBeCancelled(post: PostView): boolean {
  return (
    nextStatus(post.status, 'cancelled') !== undefined || (isInFlight(post.status) && !post.stopRequested)
  );
}
