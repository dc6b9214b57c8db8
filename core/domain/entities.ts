import twitter from 'twitter-text';
import { boundForParsing } from './text-bounds.ts';

/** A stretch of a text as X shows it. */
export type Entity = {
  readonly kind: 'text' | 'link' | 'mention' | 'hashtag' | 'cashtag';
  /** As it is written. */
  readonly text: string;
  /** As X shows it: links without scheme, and short. */
  readonly shown: string;
};

/** So many characters of a link are shown. */
const LINK_LENGTH = 27;

/** The text in stretches; put together they are the text again, unit for unit. */
export function entitiesOf(text: string): readonly Entity[] {
  const { head, padding } = boundForParsing(text);
  // What was bounded has other places than the text: then it is shown plain.
  if (padding > 0 || !text.startsWith(head)) return [asEntity('text', text)];
  const found = twitter.extractEntitiesWithIndices(head);
  const entities: Entity[] = [];
  let end = 0;
  for (const one of found) {
    const [from, to] = one.indices;
    if (from > end) entities.push(asEntity('text', text.slice(end, from)));
    entities.push(asEntity(kindOf(one), text.slice(from, to)));
    end = to;
  }
  if (end < text.length) entities.push(asEntity('text', text.slice(end)));
  return entities;
}

function kindOf(entity: object): Entity['kind'] {
  if ('url' in entity) return 'link';
  if ('hashtag' in entity) return 'hashtag';
  return 'cashtag' in entity ? 'cashtag' : 'mention';
}

function asEntity(kind: Entity['kind'], text: string): Entity {
  return { kind, text, shown: kind === 'link' ? shortLink(text) : text };
}

function shortLink(link: string): string {
  const bare = link.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
  return bare.length <= LINK_LENGTH ? bare : `${bare.slice(0, LINK_LENGTH)}…`;
}
