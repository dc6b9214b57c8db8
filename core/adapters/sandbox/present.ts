import { STANDARD_LIMIT } from '../../domain/text.ts';
import { SECOND } from '../../domain/time.ts';
import { type Appended, appendLinks } from './appended-links.ts';
import { mediaKeyOf } from './media.ts';
import type { PostRecord } from './posts.ts';
import { type Rendered, renderExcerpt, renderText } from './transform.ts';
import type { World } from './world.ts';

/** `tweet.fields` of X's OpenAPI 2.167. Those that the sandbox has nothing for are accepted and left out. */
export const TWEET_FIELDS: readonly string[] = (
  'article attachments author_id card_uri community_id context_annotations conversation_id created_at ' +
  'display_text_range edit_controls edit_history_tweet_ids entities geo id in_reply_to_user_id lang ' +
  'media_metadata non_public_metrics note_tweet organic_metrics possibly_sensitive promoted_metrics ' +
  'public_metrics referenced_tweets reply_settings scopes source suggested_source_links text withheld'
).split(' ');

const DEFAULT_FIELDS = ['id', 'text', 'edit_history_tweet_ids'];

/** A post as X shows it, with the fields that were asked for and have something to say. */
export function presentPost(
  post: PostRecord,
  fields: readonly string[],
  world: Pick<World, 'accounts' | 'media' | 'posts'>,
): Record<string, unknown> {
  const isLong = post.weightedLength > STANDARD_LIMIT;
  const appended = appendedTo(post, world);
  const whole = appendLinks(post.id, renderText(post.id, post.text), appended);
  const shown = isLong ? appendLinks(post.id, renderExcerpt(post.id, post.text), appended) : whole;
  const values: Record<string, unknown> = {
    id: post.id,
    text: shown.text,
    edit_history_tweet_ids: [post.id],
    attachments: attachmentsOf(post, appended),
    author_id: post.authorId,
    conversation_id: post.conversationId,
    // X gives whole seconds here; the id has the milliseconds.
    created_at: new Date(post.createdAt - (post.createdAt % SECOND)).toISOString(),
    entities: entitiesOf(shown),
    note_tweet: isLong ? { text: whole.text, entities: entitiesOf(whole) } : undefined,
    referenced_tweets: referencesOf(post),
    reply_settings: post.replySettings,
    possibly_sensitive: false,
  };
  const wanted = new Set([...DEFAULT_FIELDS, ...fields]);
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => wanted.has(name) && value !== undefined),
  );
}

function appendedTo(
  post: PostRecord,
  { accounts, media, posts }: Pick<World, 'accounts' | 'media' | 'posts'>,
) {
  const nameOf = (id: string | undefined): string => accounts.byId(id ?? '')?.username ?? 'i';
  const { quotedId, extras } = post;
  return {
    username: nameOf(post.authorId),
    media: (extras.mediaIds ?? []).map((id) => media.find(id) ?? { id, category: 'tweet_image' }),
    quoted: quotedId ? { id: quotedId, username: nameOf(posts.find(quotedId)?.authorId) } : undefined,
  };
}

function attachmentsOf({ id, extras }: PostRecord, { media }: Appended) {
  if (extras.poll) return { poll_ids: [id] };
  return media.length > 0 ? { media_keys: media.map(mediaKeyOf) } : undefined;
}

function entitiesOf({ urls }: Rendered): { readonly urls: Rendered['urls'] } | undefined {
  return urls.length > 0 ? { urls } : undefined;
}

function referencesOf({ parentId, quotedId }: PostRecord): readonly Record<string, string>[] | undefined {
  const found = [
    ...(quotedId ? [{ type: 'quoted', id: quotedId }] : []),
    ...(parentId ? [{ type: 'replied_to', id: parentId }] : []),
  ];
  return found.length > 0 ? found : undefined;
}
