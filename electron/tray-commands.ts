import { app } from 'electron';
import type { ToWorker } from '../core/rpc/worker-messages.ts';
import { PAUSE_FOR, type TrayCommand } from './tray-state.ts';

export type TrayCommandDeps = {
  readonly showWindow: () => void;
  readonly compose: () => void;
  readonly send: (message: ToWorker) => void;
};

/** What the tray's menu does. */
export function createTrayCommands(deps: TrayCommandDeps): (command: TrayCommand) => void {
  const run: Readonly<Record<TrayCommand, () => void>> = {
    open: deps.showWindow,
    compose: deps.compose,
    'pause-hour': () => deps.send({ kind: 'pause', until: Date.now() + PAUSE_FOR }),
    pause: () => deps.send({ kind: 'pause', until: 'forever' }),
    resume: () => deps.send({ kind: 'pause', until: null }),
    quit: () => app.quit(),
  };
  return (command) => run[command]();
}
