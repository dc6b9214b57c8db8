import { MINUTE } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { clockIn } from '../state/when-words.ts';
import { plainWords, strings } from '../strings.ts';

/** Its status, in the words that the whole of Perch uses. */
export function statusWords(post: PostView): string {
  if (post.unsynced && post.status !== 'cancelled') return strings.unsynced;
  if (post.status !== 'retrying') return strings.statuses[post.status];
  const next = post.nextTryAt === undefined ? null : minuteOf(post.nextTryAt, post.zone);
  return strings.retrying(post.attempts, next);
}

function minuteOf(time: string, zone: string): string {
  const at = Date.parse(time);
  return clockIn(at - (at % MINUTE), zone);
}

/** What happened, which parts are out and the next step. */
export function noteWords({ explanation }: PostView): string {
  return explanation ? `${plainWords(explanation.sentence)} ${plainWords(explanation.next)}` : '';
}
