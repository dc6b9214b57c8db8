import { SECOND } from '../../domain/time.ts';

/** How long after the deadline a request may take to come apart before it is given up for lost. */
export const GRACE = 2 * SECOND;

export type Ending = {
  /** Destroys the connection. */
  readonly signal: AbortSignal;
  /** Why it was ended, or undefined while it was not. */
  cause(): string | undefined;
  /** Resolves some time after the deadline, in case that even the abort was without effect. */
  readonly overdue: Promise<void>;
  clear(): void;
};

/**
 * The two ends of a request: an absolute deadline (the library's `timeout` counts idle time only) and the
 * caller's signal. Not AbortSignal.any: a composite signal with a timeout can be collected before it fires
 * (https://github.com/nodejs/node/issues/54614).
 */
export function createEnding(deadline: number, stop: AbortSignal, grace = GRACE): Ending {
  const controller = new AbortController();
  let resolve = () => {};
  const overdue = new Promise<void>((done) => {
    resolve = done;
  });
  let cause: string | undefined;
  const end = (why: string) => {
    cause ??= why;
    controller.abort();
  };
  const onStop = () => {
    end('Perch closed the connection');
    clearTimeout(last);
    last = setTimeout(resolve, grace);
  };
  const first = setTimeout(() => end(`there was no whole answer within ${deadline / SECOND} s`), deadline);
  let last = setTimeout(resolve, deadline + grace);
  stop.addEventListener('abort', onStop, { once: true });
  if (stop.aborted) onStop();
  return {
    signal: controller.signal,
    cause: () => cause,
    overdue,
    clear: () => {
      clearTimeout(first);
      clearTimeout(last);
      stop.removeEventListener('abort', onStop);
    },
  };
}
