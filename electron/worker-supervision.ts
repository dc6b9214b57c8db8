import { restartDelay } from '../core/domain/backoff.ts';
import { MINUTE, SECOND } from '../core/domain/time.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { ShellState } from '../core/rpc/shell-contract.ts';
import { type FromWorker, HEARTBEAT_LIMIT, type ToWorker } from '../core/rpc/worker-messages.ts';

/** A worker process, as far as its supervisor needs it. */
export type Child = {
  post(message: ToWorker): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
};

export type ChildEvents = {
  message(message: FromWorker): void;
  /** Deliberately without an exit code: a killed utility process reports 0, like one that finished. */
  exit(): void;
};

export type WorkerStatus = { readonly state: ShellState['worker']; readonly message?: string };

export type SupervisionDeps<C extends Child> = {
  readonly spawn: (events: ChildEvents) => C;
  readonly clock: Clock;
  /** The first message to each new process. */
  readonly startMessage: () => ToWorker;
  readonly onStatus: (status: WorkerStatus) => void;
  readonly onMessage: (message: FromWorker) => void;
  /** The last thing the process wrote before it died. */
  readonly lastWords?: () => string | undefined;
};

export type WorkerSupervisor<C extends Child> = {
  start(): void;
  /** The process that is ready for work, if there is one. */
  ready(): C | undefined;
  /** Reaches the process that runs now; without one nothing is lost, since the next gets a fresh `start`. */
  send(message: ToWorker): void;
  /** Ends the process, if any, and starts a new one without delay. */
  restart(): Promise<void>;
  /** Ends the process, if any, does `work` while there is none, and starts a new one. */
  rest<T>(work: () => Promise<T>): Promise<T>;
  /** The machine slept: silence until now proves nothing. */
  forgive(): void;
  /** Resolves when the process is gone. Nothing is started afterwards. What is on the wire gets `within` ms. */
  stop(within?: number): Promise<void>;
  /** What is on the wire is cut off, and a process that does not end by that is killed. During a `stop`. */
  cutShort(): void;
};

/** Until the first sign of life: a start may check the integrity of a large store. */
export const START_LIMIT = 3 * MINUTE;
/** How long a process must have run well before its earlier failures are forgotten. */
export const STABLE_AFTER = 60 * SECOND;
/** What the worker gets to finish or release what is in flight. */
export const STOP_WITHIN = 4 * SECOND;
/** A process that said goodbye, or whose time is up, has this long to leave. */
export const LEAVE_WITHIN = 1 * SECOND;
/** For writing down what was cut off. */
const CUT_WITHIN = 2 * SECOND;
/** A watch that wakes this much later than planned was not watching. */
const OVERSLEPT = 2 * SECOND;

type Run<C> = {
  readonly child: C;
  readonly ended: AbortController;
  heard: number;
  readyAt: number | undefined;
  refused: boolean;
  /** It was killed for its silence. */
  hung: boolean;
  /** We asked it to end; whatever it reports. */
  expected: boolean;
};

type Supervision<C extends Child> = {
  readonly deps: SupervisionDeps<C>;
  stopping: boolean;
  /** Deaths in a row: the step in the back-off table. */
  failures: number;
  run: Run<C> | undefined;
  /** No process is started before it resolves. */
  rest: Promise<void> | undefined;
  /** Cuts a wait short: the person asked for a restart, or Perch ends. */
  nudge: AbortController;
};

/**
 * Keeps one worker process alive: a new one after every death with the back-off table, none before the last is
 * gone (two could publish the same post), none after `stop` or when the worker itself refused to run.
 */
export function superviseWorker<C extends Child>(deps: SupervisionDeps<C>): WorkerSupervisor<C> {
  const s: Supervision<C> = {
    deps,
    stopping: false,
    failures: 0,
    run: undefined,
    rest: undefined,
    nudge: new AbortController(),
  };
  let finished: Promise<void> = Promise.resolve();
  return {
    start: () => {
      deps.onStatus({ state: 'starting' });
      finished = keepAlive(s);
    },
    ready: () => (s.run?.readyAt === undefined || s.run.ended.signal.aborted ? undefined : s.run.child),
    send: (message) => s.run?.child.post(message),
    restart: () => endNow(s),
    rest: (work) => rest(s, work),
    forgive: () => {
      if (s.run) s.run.heard = deps.clock.monotonic();
    },
    stop: async (within = STOP_WITHIN) => {
      s.stopping = true;
      proceed(s);
      if (s.run) await endRun(s, s.run, within);
      await finished;
    },
    cutShort: () => {
      if (!s.run) return;
      s.run.child.post({ kind: 'suspend' });
      void killAfter(s, s.run, CUT_WITHIN);
    },
  };
}

async function keepAlive<C extends Child>(s: Supervision<C>): Promise<void> {
  while (!s.stopping) {
    if (s.rest !== undefined) {
      await s.rest;
      continue;
    }
    const run = launch(s);
    s.run = run;
    await watch(s, run);
    s.run = undefined;
    if (!s.stopping) await waitAfter(s, run);
  }
}

function launch<C extends Child>(s: Supervision<C>): Run<C> {
  const ended = new AbortController();
  const child = s.deps.spawn({ message: (message) => hear(s, run, message), exit: () => ended.abort() });
  const heard = s.deps.clock.monotonic();
  const run: Run<C> = {
    child,
    ended,
    heard,
    readyAt: undefined,
    refused: false,
    hung: false,
    expected: false,
  };
  child.post(s.deps.startMessage());
  return run;
}

function hear<C extends Child>(s: Supervision<C>, run: Run<C>, message: FromWorker): void {
  run.heard = s.deps.clock.monotonic();
  if (message.kind === 'ready') {
    run.readyAt ??= run.heard;
    s.deps.onStatus({ state: 'running' });
  }
  if (message.kind === 'refused') {
    run.refused = true;
    s.deps.onStatus({ state: 'failed', message: message.message });
  }
  if (message.kind === 'refused' || message.kind === 'stopped') void killAfter(s, run, LEAVE_WITHIN);
  s.deps.onMessage(message);
}

/** Resolves when the process is gone, and kills it when it has been silent for too long. */
async function watch<C extends Child>({ deps: { clock } }: Supervision<C>, run: Run<C>): Promise<void> {
  const { signal } = run.ended;
  while (!signal.aborted) {
    const now = clock.monotonic();
    const limit = run.readyAt === undefined ? START_LIMIT : HEARTBEAT_LIMIT;
    const left = run.heard + limit - now;
    if (left <= 0) {
      run.hung = true;
      run.child.kill();
      return aborted(signal);
    }
    // Never longer than the shorter limit: the process may become ready meanwhile.
    const nap = Math.min(left, HEARTBEAT_LIMIT);
    await clock.sleep(nap, signal);
    if (clock.monotonic() > now + nap + OVERSLEPT) run.heard = clock.monotonic();
  }
}

/** Waits for as long as the end of this process asks for. */
async function waitAfter<C extends Child>(s: Supervision<C>, last: Run<C>): Promise<void> {
  const { clock, onStatus, lastWords } = s.deps;
  if (last.expected) return;
  if (last.refused) return aborted(s.nudge.signal);
  const stable = last.readyAt !== undefined && clock.monotonic() - last.readyAt >= STABLE_AFTER;
  if (stable) s.failures = 0;
  const delay = restartDelay(s.failures);
  s.failures += 1;
  onStatus({ state: 'restarting', message: explainRestart(last.hung, s.failures, lastWords?.()) });
  await clock.sleep(delay, s.nudge.signal);
}

async function rest<C extends Child, T>(s: Supervision<C>, work: () => Promise<T>): Promise<T> {
  while (s.rest !== undefined) await s.rest;
  const done = new AbortController();
  s.rest = aborted(done.signal);
  try {
    await endNow(s);
    return await work();
  } finally {
    s.rest = undefined;
    done.abort();
  }
}

/** What comes after it begins without delay. */
async function endNow<C extends Child>(s: Supervision<C>): Promise<void> {
  s.failures = 0;
  s.deps.onStatus({ state: 'restarting' });
  if (s.run) await endRun(s, s.run);
  else proceed(s);
}

async function endRun<C extends Child>(s: Supervision<C>, run: Run<C>, within = STOP_WITHIN): Promise<void> {
  run.expected = true;
  run.child.post({ kind: 'stop', within });
  await killAfter(s, run, within + LEAVE_WITHIN);
  await aborted(run.ended.signal);
}

async function killAfter<C extends Child>(s: Supervision<C>, run: Run<C>, delay: number): Promise<void> {
  await s.deps.clock.sleep(delay, run.ended.signal);
  if (!run.ended.signal.aborted) run.child.kill();
}

function proceed<C extends Child>(s: Supervision<C>): void {
  s.nudge.abort();
  s.nudge = new AbortController();
}

function explainRestart(hung: boolean, failures: number, lastWords: string | undefined): string {
  const times = failures === 1 ? '' : ` (${failures} times in a row)`;
  const why = lastWords ? ` Its last words: ${lastWords}` : '';
  const what = hung ? 'did not answer any more' : 'stopped unexpectedly';
  return `The part that publishes ${what}${times} and is being restarted.${why}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
