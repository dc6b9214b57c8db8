import { type Instant, SECOND } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Publisher } from '../ports/publisher.ts';

/** Whether X can be reached. Nothing but X's own answers decides it; everything else is a reason to ask. */
export type Reach = {
  /** Undefined: it can, as far as is known. */
  offlineSince(): Instant | undefined;
  /** Something changed, as the system says: X is asked at once. */
  ask(): void;
  /** The same publisher, listened to. */
  readonly publisher: Publisher;
};

export type ReachDeps = {
  readonly publisher: Publisher;
  /** Accounts by name; X is asked for those that have keys here. */
  readonly accounts: () => Promise<readonly string[]>;
  readonly clock: Clock;
  /** False while the machine sleeps. */
  readonly mayAsk: () => boolean;
  readonly onOffline: (since: Instant) => void;
  readonly onOnline: (from: Instant) => void;
  /** Nobody asks any more. */
  readonly closing: AbortSignal;
};

/** Pauses between two questions while X cannot be reached, ms. The question is free, and needs no keys. */
const PAUSES = [1, 2, 5, 10, 15].map((seconds) => seconds * SECOND);
const PATIENCE = 10 * SECOND;
/** Silence for less than this is no outage, ms. */
const HICCUP = SECOND;

export function createReach(deps: ReachDeps): Reach {
  const { clock, closing, mayAsk } = deps;
  let since: Instant | undefined;
  let nudge = new AbortController();
  let isAsking = false;

  function answered(): void {
    if (since === undefined) return;
    const from = since;
    since = undefined;
    nudge.abort();
    deps.onOnline(from);
  }

  function unanswered(first: Instant): void {
    if (since !== undefined) return;
    since = first;
    deps.onOffline(first);
  }

  async function untilAnswered(): Promise<void> {
    const first = clock.now();
    const started = clock.monotonic();
    let failures = 0;
    while (!closing.aborted) {
      nudge = new AbortController();
      if (mayAsk()) {
        if (await answers(deps)) return answered();
        // Cut off by the end, or by the sleep of the machine: that says nothing.
        if (closing.aborted) return;
        failures += 1;
        if (mayAsk() && clock.monotonic() - started >= HICCUP) unanswered(first);
      }
      const pause = PAUSES[Math.min(Math.max(failures - 1, 0), PAUSES.length - 1)] ?? 0;
      await clock.sleep(pause, AbortSignal.any([nudge.signal, closing]));
    }
  }

  function ask(): void {
    nudge.abort();
    if (isAsking) return;
    isAsking = true;
    void untilAnswered().finally(() => {
      isAsking = false;
    });
  }

  return { offlineSince: () => since, ask, publisher: listenedTo(deps.publisher, answered, ask) };
}

/** Whether X answers for any account; without one there is nobody to ask for. */
async function answers({ publisher, accounts, closing }: ReachDeps): Promise<boolean> {
  const names = (await accounts().catch(() => [])).filter(publisher.hasKeys);
  const signal = AbortSignal.any([closing, AbortSignal.timeout(PATIENCE)]);
  const clocks = await Promise.all(names.map((name) => publisher.calibrate(name, signal)));
  return names.length === 0 || clocks.some((instant) => instant !== undefined);
}

function listenedTo(publisher: Publisher, answered: () => void, doubted: () => void): Publisher {
  /** What was cut off by us says nothing about the network. */
  const hear = (kind: string, { aborted }: AbortSignal): void => {
    if (kind === 'not-sent' && !aborted) doubted();
    if (kind !== 'not-sent' && kind !== 'unknown') answered();
  };
  return {
    ...publisher,
    publish: async (request, signal) => {
      const outcome = await publisher.publish(request, signal);
      hear(outcome.kind, signal);
      return outcome;
    },
    upload: async (account, request, signal) => {
      const answer = await publisher.upload(account, request, signal);
      hear(answer.kind, signal);
      return answer;
    },
    timeline: async (account, since, signal) => {
      const reading = await publisher.timeline(account, since, signal);
      hear(reading.kind === 'read' ? 'read' : reading.refusal.kind, signal);
      return reading;
    },
    calibrate: async (account, signal) => {
      const instant = await publisher.calibrate(account, signal);
      hear(instant === undefined ? 'not-sent' : 'read', signal);
      return instant;
    },
  };
}
