import type { PostingPlan } from '../../core/domain/slots.ts';

/** Twice on Monday, once on Saturday. */
export const PLAN: PostingPlan = {
  zone: 'Europe/London',
  slots: [
    { weekday: 1, time: '09:00' },
    { weekday: 1, time: '17:30' },
    { weekday: 6, time: '10:00' },
  ],
};
