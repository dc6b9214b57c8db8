import { contentOf, isTextOnly, type PartContent } from '../../domain/content.ts';
import type { Part, Post } from '../../domain/post.ts';
import { StoreError } from '../../ports/store-error.ts';
import { digest, encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import type { Partition, Properties, Range } from './table.ts';

/** Texts of up to this many characters of JSON travel with the row, so that one read gives a whole post. */
const INLINE = 30_000;
/** Of a row of larger texts: 600 KB of the 1 MiB that Azure allows. */
const PER_ROW = 300_000;

/** What the parts say: a text, or all of what a part holds. What is written of a part's fate is beside it. */
type Texts = readonly (string | PartContent)[];
type Fate = Pick<Part, 'tweetId' | 'publishedAt' | 'deletedAt'>;
type Stored = Omit<Post, 'parts'> & { readonly parts: readonly Fate[] };

/** A post as the properties of a row. */
export const writePost = (post: Post): Properties => ({ ...writeFacts(post), ...writeTexts(post) });

/** Without its texts. */
export function writeFacts(post: Post): Properties {
  const parts = post.parts.map(fateOf);
  return writeLong('post', JSON.stringify({ ...post, parts } satisfies Stored));
}

/** Larger texts are in rows of their own (see `textRows`). */
export function writeTexts(post: Post): Properties {
  const texts = JSON.stringify(textsOf(post));
  return texts.length <= INLINE ? { texts } : { textsAt: textsPrefix(post) };
}

/**
 * The rows of texts that are too large to travel. Their keys hold a hash of the texts, so a row never changes:
 * who reads a post and then its texts gets those of that very post or none.
 */
export function textRows(post: Post): ReadonlyMap<string, Properties> {
  const texts = JSON.stringify(textsOf(post));
  const rows = new Map<string, Properties>();
  if (texts.length <= INLINE) return rows;
  const prefix = textsPrefix(post);
  for (let at = 0; at < texts.length; at += PER_ROW) {
    rows.set(
      `${prefix}${String(rows.size).padStart(3, '0')}`,
      writeLong('texts', texts.slice(at, at + PER_ROW)),
    );
  }
  return rows;
}

/** What can be known of a post without its texts, which are empty here. */
export const readFacts = (properties: Properties): Post => parse(properties, '[]');

/** Undefined: its texts are gone, because the post was edited since. */
export async function readPost(partition: Partition, properties: Properties): Promise<Post | undefined> {
  const inline = properties['texts'];
  const texts = inline ?? (await readTexts(partition, startingWith(properties['textsAt'] ?? '')));
  return texts === '' ? undefined : parse(properties, texts);
}

function parse(properties: Properties, texts: string): Post {
  try {
    return join(JSON.parse(readLong('post', properties)) as Stored, JSON.parse(texts) as Texts);
  } catch (error) {
    const what = 'A stored post could not be read, so it was left as it is: restore it from a backup.';
    throw new StoreError('corrupt', what, error);
  }
}

async function readTexts(partition: Partition, range: Range): Promise<string> {
  const rows = await partition.range(range);
  return rows.map((row) => readLong('texts', row.properties)).join('');
}

/** What was written before posts could repeat, reply or be restored does not say so. */
const join = (stored: Stored, texts: Texts): Post => ({
  ...stored,
  repeat: stored.repeat ?? null,
  beforeCancel: stored.beforeCancel ?? null,
  replyTo: stored.replyTo ?? null,
  replySettings: stored.replySettings ?? null,
  parts: stored.parts.map((part, i) => ({ ...contentAt(texts, i), ...part })),
});

function contentAt(texts: Texts, part: number): PartContent {
  const said = texts[part] ?? '';
  return typeof said === 'string' ? { text: said } : said;
}

const textsOf = (post: Post): Texts =>
  post.parts.map((part) => (isTextOnly(part) && part.after === undefined ? part.text : contentOf(part)));

function fateOf({ tweetId, publishedAt, deletedAt }: Part): Fate {
  return {
    ...(tweetId !== undefined && { tweetId }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
  };
}

const textsPrefix = (post: Post): string =>
  `t_${encodeKey(post.id)}_${digest(...textsOf(post).map((said) => (typeof said === 'string' ? said : JSON.stringify(said)))).slice(0, 32)}_`;
