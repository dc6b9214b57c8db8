import { TIMINGS, type Timings } from '../../core/domain/timings.ts';

/** The protocol's timings in their order, so short that a proof of absence fits into the life of a worker. */
export const HASTY: Timings = {
  ...TIMINGS,
  armToSend: 300,
  deadline: 500,
  quiet: 900,
  readGap: 120,
  earlyRead: 80,
  lease: 1_000,
  clockSlack: 5_000,
};

/**
 * A request is held up for at most so long, ms: longer than `deadline`, and so much shorter than deadline and
 * quiet together that a busy machine does not break the protocol's own condition.
 */
export const SLOWEST = 550;

/**
 * A request may take effect when its sender is long dead, as late as the protocol bears: with one worker at a
 * time, after some `readings` by the next one, at the latest `within` ms of its first; where others are alive, so
 * many ms after the kill, because they wait for the lease before the quiet period.
 */
export const AFTERMATH = { readings: 12, within: 500, shared: { from: 800, to: 1_500 } } as const;
