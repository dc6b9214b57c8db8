import { TIMINGS, type Timings } from '../../core/domain/timings.ts';

/** The protocol's timings in their order, so short that a proof of absence fits into the life of a worker. */
export const HASTY: Timings = {
  ...TIMINGS,
  armToSend: 300,
  deadline: 500,
  quiet: 700,
  readGap: 120,
  earlyRead: 80,
  lease: 800,
  clockSlack: 5_000,
};

/** A request that outlives its sender takes effect at most this late: shorter than `quiet`, as the protocol demands. */
export const LATEST = 550;
