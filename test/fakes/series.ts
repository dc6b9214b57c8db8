import type { Post } from '../../core/domain/post.ts';
import { parseRepeat } from '../../core/domain/repeat-words.ts';
import { beginSeries } from '../../core/domain/series.ts';
import { aPost } from './post.ts';

/** The first post of a series, in `zone`. */
export function aRepeatingPost(
  words: string,
  overrides: Partial<Post> & { readonly dueAt: number; readonly zone?: string },
): Post {
  const post = aPost({ zone: 'Europe/London', ...overrides });
  const reading = parseRepeat(words, { at: overrides.dueAt, zone: post.zone });
  if (reading.kind === 'error') throw new Error(reading.message);
  return { ...post, repeat: beginSeries(reading.rule, post.id, overrides.dueAt) };
}
