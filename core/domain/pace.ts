import { MINUTE, SECOND } from './time.ts';

/** How often a worker looks at a store when nothing tells it to, ms. */
export type Pace = {
  /** Between two looks at the rows: the net under everything else. 0: at every pass. */
  readonly sweep: number;
  /** The longest pause between two looks at an empty queue. */
  readonly longestPoll: number;
};

/** A look costs next to nothing. */
export const LOCAL_PACE: Pace = { sweep: 0, longestPoll: 0 };

/** Every look is paid for, and one poll a minute (of the store itself) tells of what others changed. */
export const SHARED_PACE: Pace = { sweep: 30 * MINUTE, longestPoll: 5 * MINUTE };

/** The first pause after a message, or after a sign that there may be some; it doubles from look to look, ms. */
export const FIRST_POLL = SECOND;
