import { type Instant, SECOND } from '../core/domain/time.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { TraySummary } from '../core/rpc/worker-messages.ts';
import { createPerchTray, type PerchTray, type TrayDeps, type TrayIcon } from './tray.ts';
import type { TrayCommand } from './tray-menu.ts';
import type { WorkerStatus } from './worker-supervision.ts';

export type LateTrayDeps = Pick<TrayDeps, 'surroundings'> & {
  readonly times: () => TrayDeps['times'];
  readonly createIcon: (onCommand: (command: TrayCommand) => void) => TrayIcon;
  /** Tells whether the session shows icons, now and whenever that changes. Resolves after the first time. */
  readonly watchHost: (onChange: (present: boolean) => void) => Promise<void>;
  readonly clock: Pick<Clock, 'sleep'>;
};

export type TrayListeners = {
  readonly onCommand: (command: TrayCommand) => void;
  readonly onSeenChange: () => void;
  /** Nobody has been able to see the icon for a while: without a window there is no way to Perch. */
  readonly onUnseen: () => void;
};

/** The tray, also before it is open: what is set then is shown later. */
export type LateTray = Omit<PerchTray, 'recreate'> & {
  open(listeners: TrayListeners): Promise<void>;
  /** Somebody can see the icon, so Perch may live in the tray. */
  isSeen(): boolean;
};

/** At a login the panel may come after Perch, and one that crashed is started again. */
export const UNSEEN_FOR = 5 * SECOND;

export function createLateTray(deps: LateTrayDeps): LateTray {
  let tray: PerchTray | undefined;
  let worker: WorkerStatus = { state: 'starting' };
  let summary: TraySummary | undefined;
  let lastPost: Instant | undefined;
  let isSeen = false;
  return {
    setWorker: (status) => {
      worker = status;
      tray?.setWorker(status);
    },
    setSummary: (latest) => {
      summary = latest;
      tray?.setSummary(latest);
    },
    setLastPost: (at) => {
      lastPost = at;
      tray?.setLastPost(at);
    },
    open: async ({ onCommand, onSeenChange, onUnseen }) => {
      const noticeUnseen = afterAWhile(deps.clock, onUnseen);
      const begin = (): PerchTray => {
        const opened = createPerchTray({
          createTray: () => deps.createIcon(onCommand),
          times: deps.times(),
          surroundings: deps.surroundings,
        });
        opened.setWorker(worker);
        if (summary) opened.setSummary(summary);
        if (lastPost !== undefined) opened.setLastPost(lastPost);
        tray = opened;
        return opened;
      };
      await watchHost(deps, begin, (seen) => {
        isSeen = seen;
        noticeUnseen(!seen);
        onSeenChange();
      });
    },
    isSeen: () => isSeen,
    destroy: () => tray?.destroy(),
  };
}

/**
 * An icon that is made while there is no panel never finds its way into one that comes later. So it is known first
 * whether there is one: between an icon and the first look a panel could come unnoticed.
 */
async function watchHost(
  deps: LateTrayDeps,
  begin: () => PerchTray,
  onChange: (seen: boolean) => void,
): Promise<void> {
  let last: boolean | undefined;
  let lost: PerchTray | undefined;
  await deps.watchHost((seen) => {
    if (seen === last) return;
    if (last === undefined) {
      const tray = begin();
      if (!seen) lost = tray;
    } else if (seen) {
      lost?.recreate();
      lost = undefined;
    }
    last = seen;
    onChange(seen);
  });
}

/** Calls when it has been true for `UNSEEN_FOR`. */
function afterAWhile(clock: LateTrayDeps['clock'], call: () => void): (isTrue: boolean) => void {
  let waiting = new AbortController();
  return (isTrue) => {
    waiting.abort();
    if (!isTrue) return;
    waiting = new AbortController();
    const { signal } = waiting;
    void clock.sleep(UNSEEN_FOR, signal).then(() => {
      if (!signal.aborted) call();
    });
  };
}
