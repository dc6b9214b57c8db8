import { measureText } from '../../domain/text.ts';
import { keyOf } from './create-post.ts';
import type { Posts } from './posts.ts';
import type { PastPost } from './types.ts';

/** Posts as if they had been made then, oldest first. Ids tell the time, so it must be before all that are there. */
export function addPast(posts: Posts, authorId: string, past: readonly PastPost[]): readonly string[] {
  const ids: string[] = [];
  for (const { text, createdAt, isReply } of past) {
    const parentId = isReply ? (ids.at(-1) ?? '') : '';
    const id = posts.nextId(createdAt);
    posts.insert({
      id,
      authorId,
      text,
      textKey: keyOf({ text }),
      weightedLength: measureText(text).weightedLength,
      parentId,
      quotedId: '',
      conversationId: posts.find(parentId)?.conversationId ?? id,
      replySettings: 'everyone',
      createdAt,
      deletedAt: null,
      extras: {},
    });
    ids.push(id);
  }
  return ids;
}
