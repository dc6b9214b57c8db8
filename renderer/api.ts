import { openChannel, type PortLike } from '../core/rpc/channel.ts';
import type { WorkerApi, WorkerEvents } from '../core/rpc/contract.ts';
import { SHELL_EVENT_ARGUMENTS, WORKER_EVENT_ARGUMENTS } from '../core/rpc/schemas.ts';
import type { ShellApi, ShellEvents } from '../core/rpc/shell-contract.ts';

declare global {
  var perch: { readonly connect: () => void } | undefined;
}

export type Ends = {
  readonly workerEvents: WorkerEvents;
  readonly shellEvents: ShellEvents;
  /** A worker is there: at the start and after every restart. */
  onWorker(api: WorkerApi): void;
  /** The worker is gone; calls in flight are rejected. */
  onWorkerGone(): void;
  onShell(api: ShellApi): void;
};

type Closable = { $close(error?: Error): void };

function asPort(port: MessagePort): PortLike {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.onmessage = (event) => listener(event.data);
    },
  };
}

/** Asks main for the two ports and turns each into a typed API, again for every new worker. */
export function connect(ends: Ends): void {
  let worker: Closable | undefined;

  function drop(channel: Closable): void {
    if (worker !== channel) return;
    worker = undefined;
    channel.$close(new Error('The worker is gone.'));
    ends.onWorkerGone();
  }

  function takeWorker(port: MessagePort): void {
    if (worker) drop(worker);
    const channel = openChannel<WorkerApi, WorkerEvents>(
      asPort(port),
      ends.workerEvents,
      WORKER_EVENT_ARGUMENTS,
    );
    worker = channel;
    port.addEventListener('close', () => drop(channel));
    ends.onWorker(channel);
  }

  function takeShell(port: MessagePort): void {
    ends.onShell(openChannel<ShellApi, ShellEvents>(asPort(port), ends.shellEvents, SHELL_EVENT_ARGUMENTS));
  }

  window.addEventListener('message', (event: MessageEvent<{ readonly perch?: unknown } | null>) => {
    const port = event.ports[0];
    if (event.source !== window || event.origin !== window.origin || !port) return;
    if (event.data?.perch === 'worker') takeWorker(port);
    if (event.data?.perch === 'shell') takeShell(port);
  });
  globalThis.perch?.connect();
}
