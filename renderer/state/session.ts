import type { Instant } from '../../core/domain/time.ts';
import type { CommandResult, Overview, WorkerApi } from '../../core/rpc/contract.ts';
import type { ShellApi, ShellState } from '../../core/rpc/shell-contract.ts';
import { strings } from '../strings.ts';
import {
  isAway,
  type SessionSnapshot,
  UNKNOWN,
  withLink,
  withOverview,
  withShell,
} from './session-snapshot.ts';
import { createStore, type Store } from './store.ts';

export type { SessionSnapshot } from './session-snapshot.ts';

export type Session = Store<SessionSnapshot> & {
  /** The worker, or an error while it is away. */
  worker(): WorkerApi;
  shell(): ShellApi;
  /** Runs a command; a worker that is away or dies meanwhile is a refusal like any other. */
  command<R>(run: (worker: WorkerApi) => Promise<R>): Promise<R | Refused>;
  /** Asks how everything is, now. */
  readOverview(): Promise<void>;
  /** A worker is there, or none is. */
  onWorker(api: WorkerApi | undefined): void;
  onShell(api: ShellApi): void;
  onShellState(state: ShellState): void;
  onOverview(overview: Overview): void;
};

/** What was asked for did not happen. */
export type Refused = Extract<CommandResult, { readonly kind: 'refused' }>;

const AWAY: Refused = { kind: 'refused', code: 'away', message: strings.errors.workerAway };

export function createSession(now: () => Instant): Session {
  const store = createStore(UNKNOWN);
  let worker: WorkerApi | undefined;
  let shell: ShellApi | undefined;
  const onShellState = (state: ShellState) => store.set((s) => withShell(s, state, now()));
  const onOverview = (overview: Overview) => store.set((s) => withOverview(s, overview, now()));

  async function command<R>(run: (api: WorkerApi) => Promise<R>): Promise<R | Refused> {
    const used = worker;
    if (!used || isAway(store.get())) return AWAY;
    try {
      return await run(used);
    } catch (error) {
      if (worker !== used) return AWAY;
      return { kind: 'refused', code: 'failed', message: strings.errors.failed(messageOf(error)) };
    }
  }

  async function readOverview(): Promise<void> {
    const used = worker;
    // A worker that dies before it answers is followed by another one, which is asked again.
    const overview = await used?.overview().catch(() => undefined);
    if (overview && worker === used) onOverview(overview);
  }

  function onWorker(api: WorkerApi | undefined): void {
    worker = api;
    store.set((s) => withLink(s, api ? 'open' : 'away', now()));
    void readOverview();
  }

  function onShell(api: ShellApi): void {
    shell = api;
    api.state().then(onShellState, () => undefined);
  }

  return {
    ...store,
    worker: () => present(worker, strings.errors.workerAway),
    shell: () => present(shell, strings.errors.shellAway),
    command,
    readOverview,
    onWorker,
    onShell,
    onShellState,
    onOverview,
  };
}

function present<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise);
  return value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
