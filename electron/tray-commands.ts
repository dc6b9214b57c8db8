import { pauseEnd } from '../core/domain/pause.ts';
import type { Instant } from '../core/domain/time.ts';
import type { WindowRequest } from '../core/rpc/shell-contract.ts';
import type { ToWorker } from '../core/rpc/worker-messages.ts';
import type { TrayCommand } from './tray-menu.ts';

export type TrayCommandDeps = {
  readonly showWindow: () => void;
  readonly compose: () => void;
  readonly ask: (request: WindowRequest) => void;
  readonly send: (message: ToWorker) => void;
  readonly quit: () => void;
  /** The worker's time: that of a demo is its own. */
  readonly now: () => Instant;
};

/** What the tray's menu does. A post is sent now by the window, which shows it and gives ten seconds to undo it. */
export function createTrayCommands(deps: TrayCommandDeps): (command: TrayCommand) => void {
  return (command) => {
    switch (command.kind) {
      case 'open':
        return deps.showWindow();
      case 'compose':
        return deps.compose();
      case 'pause':
        return deps.send({ kind: 'pause', until: pauseEnd(command.choice, deps.now()) });
      case 'resume':
        return deps.send({ kind: 'pause', until: null });
      case 'quit':
        return deps.quit();
      default:
        return deps.ask(command);
    }
  };
}
