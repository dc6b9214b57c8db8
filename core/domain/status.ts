/**
 * The eleven stored states of a post. In the terms of the send protocol, `publishing` is "armed, may be on
 * the wire", `checking` is "outcome unknown, reading the timeline"; `scheduled`, `queued`, `retrying` and
 * `held` are one state ("not on the wire, will be sent") with the reason a person wants to see.
 */
export const STATUSES = [
  'draft',
  'scheduled',
  'queued',
  'publishing',
  'checking',
  'retrying',
  'published',
  'missed',
  'held',
  'failed',
  'cancelled',
] as const;
export type Status = (typeof STATUSES)[number];

/** What can happen to a post. Named from the post's point of view. */
export type PostEvent =
  | 'edited' // text, time or account changed by a person
  | 'scheduled' // a person gave it a (new) time or asked to try again
  | 'drafted' // a person took it back to the drafts
  | 'cancelled'
  | 'restored' // a person took the cancelling back
  | 'enqueued' // due; a hint is on the queue
  | 'armed' // durable intent to send; the only way onto the wire
  | 'deferred' // not now: the account waits for a rate limit, or the same text is in flight
  | 'prepared' // its media are with X, so that it may go
  | 'reachable' // X can be reached again: it need not wait any longer
  | 'held' // the account cannot post until a person acts
  | 'released' // the account can post again
  | 'missed' // the late window closed before the first part was armed
  | 'partPublished' // the part under the cursor is out, more follow
  | 'published' // the last part is out
  | 'notSent' // proof that the request never reached X
  | 'throttled' // X said 429
  | 'rejected' // X said no for good
  | 'doubted' // the outcome is unknown, or the sender is gone
  | 'observed' // a timeline read was noted
  | 'provenAbsent' // two clean reads after the quiet period: it is not out
  | 'undecided' // reading cannot settle it: a person must look
  | 'rechecked' // a person asked to look again
  | 'stopRequested' // cancelled while on the wire: stop after the part that is on its way
  | 'stopped' // the rest of a thread was cancelled
  | 'unpublished' // a person wants what is out deleted from X; nothing about it is sent again
  | 'partDeleted' // a part that was out is gone from X
  | 'continued'; // what follows in its series is made, or nothing follows

/** Where more than one status is possible, what happened before decides; the first is what it is otherwise. */
type Row = Readonly<Partial<Record<PostEvent, Status | readonly [Status, ...Status[]]>>>;

const WAITING: Row = {
  edited: 'scheduled',
  scheduled: 'scheduled',
  drafted: 'draft',
  cancelled: 'cancelled',
  enqueued: 'queued',
  armed: 'publishing',
  deferred: 'retrying',
  held: 'held',
  missed: 'missed',
  rejected: 'failed',
};

const SETTLED_BY_A_PERSON: Row = {
  scheduled: 'scheduled',
  drafted: 'draft',
  cancelled: 'cancelled',
  unpublished: 'cancelled',
};

/**
 * The one transition table: nothing else decides a status. There is deliberately no way from `publishing`
 * or `checking` onto the wire again except `notSent`, `throttled`, `held` (proof that nothing was posted)
 * and `provenAbsent`.
 */
export const TRANSITIONS: Readonly<Record<Status, Row>> = {
  draft: { edited: 'draft', scheduled: 'scheduled', cancelled: 'cancelled' },
  scheduled: WAITING,
  queued: WAITING,
  retrying: { ...WAITING, prepared: 'scheduled', reachable: 'retrying' },
  held: { ...WAITING, edited: 'held', released: 'scheduled', unpublished: 'cancelled' },
  publishing: {
    partPublished: 'queued',
    published: 'published',
    notSent: 'retrying',
    throttled: 'retrying',
    held: 'held',
    rejected: 'failed',
    doubted: 'checking',
    stopRequested: 'publishing',
    stopped: 'cancelled',
  },
  checking: {
    partPublished: 'queued',
    published: 'published',
    provenAbsent: 'retrying',
    observed: 'checking',
    undecided: 'failed',
    stopRequested: 'checking',
    stopped: 'cancelled',
  },
  missed: { ...SETTLED_BY_A_PERSON, edited: 'missed', continued: 'missed' },
  failed: { ...SETTLED_BY_A_PERSON, edited: 'failed', rechecked: 'checking', continued: 'failed' },
  cancelled: {
    scheduled: 'scheduled',
    drafted: 'draft',
    edited: 'cancelled',
    // What it was; what was waiting and whose time has passed becomes `missed`, so that it asks.
    restored: ['missed', 'scheduled', 'held', 'failed', 'draft'],
    unpublished: 'cancelled',
    partDeleted: 'cancelled',
    continued: 'cancelled',
  },
  published: { unpublished: 'cancelled', continued: 'published' },
};

/**
 * The status after `event`, or undefined when the event cannot happen in this status, or cannot lead to `wanted`
 * where several are possible.
 */
export function nextStatus(from: Status, event: PostEvent, wanted?: Status): Status | undefined {
  const to = TRANSITIONS[from][event];
  if (typeof to !== 'object') return to;
  return wanted === undefined ? to[0] : to.find((status) => status === wanted);
}

/** Not on the wire and going to be sent when its time comes. */
export const WAITING_STATUSES = [
  'scheduled',
  'queued',
  'retrying',
  'held',
] as const satisfies readonly Status[];
/** Armed or of unknown outcome: never sent from here. */
export const IN_FLIGHT_STATUSES = ['publishing', 'checking'] as const satisfies readonly Status[];

/** Nothing happens to it any more unless a person wants it. */
export const SETTLED_STATUSES = [
  'published',
  'missed',
  'failed',
  'cancelled',
] as const satisfies readonly Status[];

export function isWaiting(status: Status): boolean {
  return (WAITING_STATUSES as readonly Status[]).includes(status);
}

export function isInFlight(status: Status): boolean {
  return (IN_FLIGHT_STATUSES as readonly Status[]).includes(status);
}

export function isSettled(status: Status): boolean {
  return (SETTLED_STATUSES as readonly Status[]).includes(status);
}
