import type { BeforeCancel, Post } from './post.ts';

/** What is remembered of a post that is about to be cancelled. */
export function rememberBefore({ status, reason }: Post, endsSeries: boolean): BeforeCancel | null {
  const ended = endsSeries && { endedSeries: true as const };
  switch (status) {
    case 'draft':
    case 'held':
    case 'failed':
    case 'missed':
      return { status, reason, ...ended };
    case 'scheduled':
    case 'queued':
    case 'retrying':
      return { status: 'scheduled', reason: null, ...ended };
    default:
      return null;
  }
}
