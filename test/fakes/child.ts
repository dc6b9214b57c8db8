import type { FromWorker, ToWorker } from '../../core/rpc/worker-messages.ts';
import type { Child, ChildEvents } from '../../electron/worker-supervision.ts';

export type Script = {
  /** What the process does with a message; by default it is ready at once and obeys `stop`. */
  readonly onMessage?: (child: FakeChild, message: ToWorker) => void;
  /** A process that even a kill does not end at once. */
  readonly survivesKill?: boolean;
};

export type FakeChild = Child & {
  readonly got: ToWorker[];
  killed: boolean;
  alive: boolean;
  say(message: FromWorker): void;
  die(): void;
};

const obedient = (child: FakeChild, message: ToWorker): void => {
  if (message.kind === 'start') child.say({ kind: 'ready' });
  if (message.kind === 'stop') {
    child.say({ kind: 'stopped' });
    child.die();
  }
};

/** A worker process that follows a script. */
export function createFakeChild(
  events: ChildEvents,
  { onMessage = obedient, survivesKill = false }: Script,
): FakeChild {
  const child: FakeChild = {
    got: [],
    killed: false,
    alive: true,
    post: (message) => {
      child.got.push(message);
      if (child.alive) queueMicrotask(() => onMessage(child, message));
    },
    kill: () => {
      child.killed = true;
      if (!survivesKill) child.die();
    },
    say: (message) => events.message(message),
    die: () => {
      if (!child.alive) return;
      child.alive = false;
      queueMicrotask(() => events.exit());
    },
  };
  return child;
}
