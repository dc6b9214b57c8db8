export type StopSignal = {
  readonly signal: AbortSignal;
  /** Resolves at the first SIGINT, SIGTERM or SIGHUP. */
  readonly requested: Promise<void>;
  dispose(): void;
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first signal asks to end, the second ends the process at once. */
export function onStopSignal(): StopSignal {
  const controller = new AbortController();
  const requested = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    requested,
    dispose: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
