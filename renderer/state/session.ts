import type { Instant } from '../../core/domain/time.ts';
import type { CommandResult, Overview, ShellApi, ShellState, WorkerApi } from '../../core/rpc/contract.ts';
import { strings } from '../strings.ts';
import { createStore, type Store } from './store.ts';

/** What the window knows of the two processes behind it. */
export type SessionSnapshot = {
  readonly shell: ShellState | null;
  readonly overview: Overview | null;
  readonly link: 'connecting' | 'open' | 'away';
  /** When the worker was last heard of, while it is away. */
  readonly awaySince: Instant | null;
};

export type Session = Store<SessionSnapshot> & {
  /** The worker, or an error while it is away. */
  worker(): WorkerApi;
  shell(): ShellApi;
  /** Runs a command; a worker that is away or dies meanwhile is a refusal like any other. */
  command(run: (worker: WorkerApi) => Promise<CommandResult>): Promise<CommandResult>;
  /** Asks how everything is, now. */
  readOverview(): Promise<void>;
  onWorker(api: WorkerApi): void;
  onWorkerGone(): void;
  onShell(api: ShellApi): void;
  onShellState(state: ShellState): void;
  onOverview(overview: Overview): void;
};

const AWAY: CommandResult = { kind: 'refused', code: 'away', message: strings.errors.workerAway };

export function createSession(now: () => Instant): Session {
  const store = createStore<SessionSnapshot>({
    shell: null,
    overview: null,
    link: 'connecting',
    awaySince: null,
  });
  let worker: WorkerApi | undefined;
  let shell: ShellApi | undefined;

  function requireWorker(): WorkerApi {
    if (!worker) throw new Error(strings.errors.workerAway);
    return worker;
  }

  function requireShell(): ShellApi {
    if (!shell) throw new Error(strings.errors.shellAway);
    return shell;
  }

  async function command(run: (api: WorkerApi) => Promise<CommandResult>): Promise<CommandResult> {
    const used = worker;
    if (!used || isAway(store.get().shell)) return AWAY;
    try {
      return await run(used);
    } catch (error) {
      if (worker !== used) return AWAY;
      return { kind: 'refused', code: 'failed', message: strings.errors.failed(messageOf(error)) };
    }
  }

  function onWorker(api: WorkerApi): void {
    worker = api;
    store.set((s) => ({ ...s, link: 'open', awaySince: null }));
    void readOverview();
  }

  async function readOverview(): Promise<void> {
    const used = worker;
    // A worker that dies before it answers is followed by another one, which is asked again.
    const overview = await used?.overview().catch(() => undefined);
    if (overview && worker === used) onOverview(overview);
  }

  function onWorkerGone(): void {
    worker = undefined;
    store.set((s) => ({ ...s, link: 'away', awaySince: s.awaySince ?? now() }));
  }

  function onShell(api: ShellApi): void {
    shell = api;
    api.state().then(onShellState, () => undefined);
  }

  function onShellState(state: ShellState): void {
    store.set((s) => ({
      ...s,
      shell: state,
      awaySince: isAway(state) ? (s.awaySince ?? now()) : s.awaySince,
    }));
  }

  function onOverview(overview: Overview): void {
    store.set((s) => ({
      ...s,
      overview: { ...overview, accounts: sameAs(overview.accounts, s.overview?.accounts) },
    }));
  }

  return {
    ...store,
    worker: requireWorker,
    shell: requireShell,
    command,
    readOverview,
    onWorker,
    onWorkerGone,
    onShell,
    onShellState,
    onOverview,
  };
}

/** Main sees a dead worker at once; the port to it may seem open a little longer. */
function isAway(shell: ShellState | null): boolean {
  return shell?.worker === 'restarting' || shell?.worker === 'failed';
}

/** The accounts that were known, when nothing about them changed: the composer need not be drawn again. */
function sameAs(next: Overview['accounts'], known: Overview['accounts'] | undefined): Overview['accounts'] {
  return known && JSON.stringify(known) === JSON.stringify(next) ? known : next;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
