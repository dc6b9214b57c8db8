import { nextFreeSlots } from '../../core/domain/slots.ts';
import { isInFlight, nextStatus } from '../../core/domain/status.ts';
import { HOUR } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { parseWhen } from '../../core/domain/when.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { cancelling, moveTo, type Step } from '../post/change-posts.ts';
import type { Understood } from '../post/when-dialog.tsx';
import { compareDue } from '../state/post-order.ts';
import { strings } from '../strings.ts';

/** What a person says about new times: later by a length in words, or the first at an instant. */
export type NewTimes =
  | { readonly kind: 'by'; readonly length: string }
  | { readonly kind: 'to'; readonly at: number };

const words = strings.bulk;

/** Whether a person may give it another time, and Perch would send it then. */
export function canMove({ status, reason, unsynced }: PostView): boolean {
  const isOver = status === 'cancelled' || status === 'held' || unsynced === true;
  return !isOver && reason !== 'undecided' && nextStatus(status, 'scheduled') !== undefined;
}

/** New times for those that have one; drafts stay drafts. A day later is the same time of day in its zone. */
export function moving(posts: readonly PostView[], times: NewTimes): readonly Step[] {
  const timed = posts.filter((post) => post.dueAt !== null && canMove(post)).toSorted(compareDue);
  const [first] = timed;
  if (!first) return [];
  return timed.flatMap((post) => {
    const at = Date.parse(post.dueAt ?? '');
    const next =
      times.kind === 'to'
        ? times.at + at - Date.parse(first.dueAt ?? '')
        : laterBy(times.length, at, post.zone);
    return next === undefined ? [] : [moveTo(post, next, { draft: true })];
  });
}

/** Undefined: it is no length. */
function laterBy(length: string, at: number, zone: string): number | undefined {
  const when = parseWhen(`+${length}`, { now: at, zone });
  return when.kind === 'ok' ? when.at : undefined;
}

/** `by 2 hours`, `+3d`, or a time for the first. */
export function readNewTimes(text: string, now: number, zone: string): Understood<NewTimes> {
  const length = /^(?:by|\+)\s*(.+?)(?:\s+later)?$/i.exec(text.trim())?.[1];
  if (length !== undefined) {
    const when = parseWhen(`+${length}`, { now, zone });
    if (when.kind === 'error') return when;
    return { kind: 'ok', echo: words.moveBy(length), notes: [], value: { kind: 'by', length } };
  }
  const when = parseWhen(text, { now, zone });
  if (when.kind === 'error') return when;
  const echo = words.moveTo(formatInstant(when.at, zone, { zoneName: false }));
  return { kind: 'ok', echo, notes: when.notes, value: { kind: 'to', at: when.at } };
}

type Setting = {
  readonly accounts: readonly AccountView[];
  /** Every open post, those that are spread among them. */
  readonly open: readonly PostView[];
  readonly now: number;
  /** Of this computer. */
  readonly zone: string;
};

/** In their order, onto the next slots of each account that no other post has; drafts are scheduled by it. */
export function spreading(
  posts: readonly PostView[],
  { accounts, open, now, zone }: Setting,
): readonly Step[] {
  const chosen = posts.filter(canMove).toSorted(compareDue);
  const ids = new Set(chosen.map(({ id }) => id));
  return [...new Set(chosen.map(({ account }) => account))].flatMap((name) => {
    const own = chosen.filter(({ account }) => account === name);
    const taken = open.flatMap(({ id, account, dueAt }) =>
      account === name && dueAt !== null && !ids.has(id) ? [Date.parse(dueAt)] : [],
    );
    const plan = accounts.find((account) => account.name === name);
    const slots = nextFreeSlots(
      { zone: plan?.zone ?? zone, slots: plan?.slots ?? [] },
      taken,
      now,
      own.length,
    );
    // An account without slots: one an hour.
    const last = slots.at(-1) ?? now;
    return own.map((post, i) => moveTo(post, slots[i] ?? last + (i - slots.length + 1) * HOUR));
  });
}

/** In their order: of each account the first at `from`, each further one `every` ms later. */
export function spreadingMissed(posts: readonly PostView[], from: number, every: number): readonly Step[] {
  const chosen = posts.filter(canMove).toSorted(compareDue);
  return [...Map.groupBy(chosen, ({ account }) => account).values()].flatMap((own) =>
    own.map((post, i) => moveTo(post, from + i * every)),
  );
}

/** Those that can be taken back as they were: what is out or on its way is not among them. */
export function deleting(posts: readonly PostView[]): readonly Step[] {
  return posts
    .filter(
      ({ status, unsynced }) =>
        !unsynced && !isInFlight(status) && nextStatus(status, 'cancelled') !== undefined,
    )
    .map(cancelling);
}
