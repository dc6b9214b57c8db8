import type { PostView } from '../../core/domain/view.ts';

let serial = 0;

/** A post as the worker lists it; what a test does not name is beside its point. */
export function postView(patch: Partial<PostView> = {}): PostView {
  serial += 1;
  return {
    id: `post-${serial}`,
    status: 'scheduled',
    dueAt: '2026-11-21T10:00:00.000Z',
    zone: 'Europe/London',
    account: 'sandbox',
    parts: [{ text: `Post ${serial}` }],
    attempts: 0,
    ...patch,
  };
}
