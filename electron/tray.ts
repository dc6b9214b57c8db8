import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../core/domain/time.ts';
import type { TraySummary } from '../core/rpc/worker-messages.ts';
import { type TrayMenuItem, trayMenu } from './tray-menu.ts';
import { type TrayFacts, type TrayState, trayStateOf } from './tray-state.ts';
import type { TrayTimes } from './tray-time.ts';
import { trayTooltip } from './tray-words.ts';
import type { WorkerStatus } from './worker-supervision.ts';

/** What the system shows. */
export type TrayView = {
  readonly state: TrayState;
  readonly tooltip: string;
  readonly menu: readonly TrayMenuItem[];
};

/** An icon in the system's tray. */
export type TrayIcon = {
  /** Only what is to change; at first everything. */
  show(view: Partial<TrayView>): void;
  destroy(): void;
};

export type TrayDeps = {
  readonly createTray: () => TrayIcon;
  readonly times: TrayTimes;
  /** What nobody tells of: looked at with every report of the worker. */
  readonly surroundings: () => Pick<TrayFacts, 'sandbox' | 'online'>;
};

export type PerchTray = {
  setWorker(status: WorkerStatus): void;
  setSummary(summary: TraySummary): void;
  setLastPost(at: Instant): void;
  /** Makes the icon anew, for a system tray that was not there before. */
  recreate(): void;
  /** For good: what is told afterwards is not shown. */
  destroy(): void;
};

type Told = Pick<TrayFacts, 'worker' | 'summary' | 'lastPost'>;

/** The tray: private state, setters that change nothing when nothing changed, and one `render`. */
export function createPerchTray({ createTray, times, surroundings }: TrayDeps): PerchTray {
  let told: Told = { worker: { state: 'starting' }, summary: undefined, lastPost: undefined };
  let icon: TrayIcon | undefined;
  let shown: Partial<TrayView> = {};
  let isOver = false;

  const render = (): void => {
    if (isOver) return;
    icon ??= createTray();
    const facts: TrayFacts = { ...told, ...surroundings() };
    const view: TrayView = {
      state: trayStateOf(facts),
      tooltip: trayTooltip(facts, times),
      menu: trayMenu(facts, times),
    };
    // A menu that is open is not to be replaced because a tooltip counts minutes.
    const changed = changes(shown, view);
    shown = view;
    if (Object.keys(changed).length > 0) icon.show(changed);
  };

  const set = (news: Partial<Told>): void => {
    told = { ...told, ...news };
    render();
  };

  const remove = (): void => {
    icon?.destroy();
    icon = undefined;
    shown = {};
  };

  render();
  return {
    setWorker: (worker) => set({ worker }),
    setSummary: (summary) => set({ summary }),
    setLastPost: (lastPost) => set({ lastPost }),
    recreate: () => {
      remove();
      render();
    },
    destroy: () => {
      remove();
      isOver = true;
    },
  };
}

function changes(shown: Partial<TrayView>, view: TrayView): Partial<TrayView> {
  const keys = (Object.keys(view) as (keyof TrayView)[]).filter(
    (key) => !isDeepStrictEqual(shown[key], view[key]),
  );
  return Object.fromEntries(keys.map((key) => [key, view[key]]));
}
