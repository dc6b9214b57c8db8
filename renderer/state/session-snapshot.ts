import type { Instant } from '../../core/domain/time.ts';
import type { Overview } from '../../core/rpc/contract.ts';
import type { ShellState } from '../../core/rpc/shell-contract.ts';
import { remember } from './pictures.ts';

/** What an overview said of how alive everything is. */
export type Vital = {
  readonly at: Instant;
  readonly storageMs: number | null;
  readonly processors: Overview['health']['processors'];
};

/** Overviews come every few seconds. */
export const RECENT = 60;

/** What the window knows of the two processes behind it. */
export type SessionSnapshot = {
  readonly shell: ShellState | null;
  readonly overview: Overview | null;
  /** What the latest overviews said, the newest last: for pictures of the last minutes. */
  readonly recent: readonly Vital[];
  readonly link: 'connecting' | 'open' | 'away';
  /** Since when the worker has been away, while it is. */
  readonly awaySince: Instant | null;
};

export const UNKNOWN: SessionSnapshot = {
  shell: null,
  overview: null,
  recent: [],
  link: 'connecting',
  awaySince: null,
};

/** Main sees a dead worker at once; the port to it may seem open a little longer. */
export function isAway({ shell, link }: Pick<SessionSnapshot, 'shell' | 'link'>): boolean {
  return link === 'away' || shell?.worker === 'restarting' || shell?.worker === 'failed';
}

export function withLink(s: SessionSnapshot, link: SessionSnapshot['link'], now: Instant): SessionSnapshot {
  return timed({ ...s, link }, now);
}

export function withShell(s: SessionSnapshot, shell: ShellState, now: Instant): SessionSnapshot {
  return timed({ ...s, shell }, now);
}

/** Keeps what was known when nothing about it changed: composer and activity need not be drawn again. */
export function withOverview(s: SessionSnapshot, overview: Overview, at: Instant): SessionSnapshot {
  const { accounts, machine } = s.overview ?? {};
  const kept = {
    ...(isSame(accounts, overview.accounts) && { accounts }),
    ...(isSame(machine, overview.machine) && { machine }),
  };
  const vital = { at, storageMs: overview.storageMs, processors: overview.health.processors };
  const recent = remember(s.recent, vital, RECENT);
  return { ...s, recent, overview: { ...overview, ...kept } };
}

const isSame = <T>(known: T | undefined, now: T | undefined): known is T =>
  known !== undefined && JSON.stringify(known) === JSON.stringify(now);

function timed(s: SessionSnapshot, now: Instant): SessionSnapshot {
  return { ...s, awaySince: isAway(s) ? (s.awaySince ?? now) : null };
}
