import { isDeepStrictEqual } from 'node:util';
import type { TraySummary } from '../core/rpc/worker-messages.ts';
import {
  type TrayFacts,
  type TrayMenuItem,
  type TrayState,
  trayMenu,
  trayStateOf,
  trayText,
} from './tray-state.ts';
import type { WorkerStatus } from './worker-supervision.ts';

/** What the system shows. */
export type TrayView = {
  readonly state: TrayState;
  readonly tooltip: string;
  readonly menu: readonly TrayMenuItem[];
};

/** An icon in the system's tray. */
export type TrayIcon = {
  show(view: TrayView): void;
  destroy(): void;
};

export type TrayDeps = {
  readonly createTray: () => TrayIcon;
  /** A time as people here write it. */
  readonly formatTime: (at: number) => string;
};

export type PerchTray = {
  setWorker(status: WorkerStatus): void;
  setSummary(summary: TraySummary): void;
  /** Makes the icon anew, for a system tray that was not there before. */
  recreate(): void;
  destroy(): void;
};

/** The tray: private state, setters that change nothing when nothing changed, and one `render`. */
export function createPerchTray({ createTray, formatTime }: TrayDeps): PerchTray {
  let facts: TrayFacts = { worker: { state: 'starting' }, summary: undefined };
  let icon: TrayIcon | undefined;
  let shown: TrayView | undefined;

  const render = (): void => {
    icon ??= createTray();
    const tooltip = trayText(facts, formatTime);
    const view: TrayView = { state: trayStateOf(facts), tooltip, menu: trayMenu(facts, formatTime) };
    if (isDeepStrictEqual(view, shown)) return;
    shown = view;
    icon.show(view);
  };

  const destroy = (): void => {
    icon?.destroy();
    icon = undefined;
    shown = undefined;
  };

  render();
  return {
    setWorker: (worker) => {
      facts = { ...facts, worker };
      render();
    },
    setSummary: (summary) => {
      facts = { ...facts, summary };
      render();
    },
    recreate: () => {
      destroy();
      render();
    },
    destroy,
  };
}
