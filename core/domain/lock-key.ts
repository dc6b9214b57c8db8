import { currentPart, type Part, type Post, parentId } from './post.ts';
import { isInFlight } from './status.ts';

type TextLock = { readonly parent: string; readonly text: string };

/** What no other post of the account may have in flight at the same time; undefined when not in flight. */
export function textLock(post: Post): TextLock | undefined {
  const part = currentPart(post);
  if (!part || !isInFlight(post.status)) return undefined;
  return { parent: parentId(post) ?? '', text: lockKey(part.text) || hashesOf(part) };
}

/** Without a text, posts are told apart by their media. */
const hashesOf = ({ media = [] }: Part): string => media.map(({ hash }) => hash).join(' ');

/**
 * Texts with the same key could be taken for each other on the timeline (`isSameText` of domain/reconcile.ts
 * forgives white space, entities, Unicode form and how a link is written), so no two of them may be in doubt
 * at the same time. It is the text, not a hash, so that nothing else ever shares a lock.
 */
export function lockKey(text: string): string {
  return unescapeAll(text)
    .normalize('NFC')
    .replace(/https?:\/\//gi, '')
    .replace(/\/(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** To the end, as `&amp;amp;` and `&amp;` may come back as the same text. */
function unescapeAll(text: string): string {
  const once = text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
  return once === text ? text : unescapeAll(once);
}
