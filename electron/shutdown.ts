import { SECOND } from '../core/domain/time.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';

/** Who wants Perch to end: a person can be asked and can wait; a system that shuts down, or a signal, cannot. */
export type ShutdownCause = 'person' | 'system';

export type ShutdownDeps = {
  readonly clock: Clock;
  readonly log: Log;
  /** Posts on the wire now, as far as is known. */
  readonly inFlight: () => number;
  /** Nothing new is begun; what is on the wire gets so many ms, everything that was written is kept. */
  readonly end: (within: number) => Promise<void>;
  /** Cuts off what is still on the wire. Whether it is out is found out at the next start. */
  readonly cut: () => void;
  /** Resolves with true when the person does not want to wait. Once `over` is aborted nobody needs an answer. */
  readonly askToQuitNow: (posts: number, over: AbortSignal) => Promise<boolean>;
  /** Everything is done: the process may go. */
  readonly leave: () => void;
};

/** The one way out of Perch, whoever asked for it: menu, tray, signal, end of the session, update. */
export type Shutdown = {
  begin(cause: ShutdownCause): void;
  /** Windows that close now do so for good. */
  isQuitting(): boolean;
  /** It is done, and the process may go. */
  isOver(): boolean;
};

/** What a system that shuts down gives us at most is five seconds. */
const SYSTEM_WITHIN = 4 * SECOND;
/** A person who wants to wait waits for as long as a request may take. */
const PERSON_WITHIN = 35 * SECOND;
/** X usually answers sooner than anybody could read a question. */
const ASK_AFTER = 1.5 * SECOND;

export function createShutdown(deps: ShutdownDeps): Shutdown {
  const { clock, log } = deps;
  const over = new AbortController();
  let phase: 'running' | 'stopping' | 'over' = 'running';

  async function cutAfter(ms: number): Promise<void> {
    await clock.sleep(ms, over.signal);
    if (!over.signal.aborted) deps.cut();
  }

  async function askWhileItLasts(posts: number): Promise<void> {
    await clock.sleep(ASK_AFTER, over.signal);
    if (over.signal.aborted) return;
    const isNow = await deps.askToQuitNow(posts, over.signal);
    if (isNow && !over.signal.aborted) deps.cut();
  }

  async function end(cause: ShutdownCause): Promise<void> {
    const posts = deps.inFlight();
    const mayWait = cause === 'person' && posts > 0;
    log.info('Perch ends', { cause, posts });
    if (mayWait) void askWhileItLasts(posts).catch(tell);
    await deps.end(mayWait ? PERSON_WITHIN : SYSTEM_WITHIN);
  }

  const tell = (error: unknown): void => log.error('the shutdown failed', { error: String(error) });

  return {
    begin: (cause) => {
      // The system does not wait for what a person would have waited for.
      if (phase === 'stopping' && cause === 'system') void cutAfter(SYSTEM_WITHIN);
      if (phase !== 'running') return;
      phase = 'stopping';
      void end(cause)
        .catch(tell)
        .finally(() => {
          phase = 'over';
          over.abort();
          deps.leave();
        });
    },
    isQuitting: () => phase !== 'running',
    isOver: () => phase === 'over',
  };
}
