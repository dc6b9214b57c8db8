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

/** The core's sentence, which parts are out, and the next step in the words of the window. */
export function noteWords(post: PostView): string {
  const out = post.parts.filter((part) => part.tweetId !== undefined).length;
  const sentences = [
    plainWords(post.explanation?.sentence ?? ''),
    out > 0 && post.status !== 'cancelled' ? strings.queue.partsOut(out) : '',
    post.reason ? strings.next[post.reason] : '',
  ];
  return sentences.filter(Boolean).join(' ');
}
