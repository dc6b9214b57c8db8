import { createHash } from 'node:crypto';
import { PRICES } from '../../domain/cost.ts';
import { measureText, PREMIUM_LIMIT, STANDARD_LIMIT, type TextMeasure } from '../../domain/text.ts';
import { badMedia, type CreateBody, isReply, parseCreateBody } from './create-body.ts';
import { type Reply, reply } from './http.ts';
import type { SandboxKnobs } from './knobs.ts';
import type { PostRecord } from './posts.ts';
import { presentPost } from './present.ts';
import { creditsDepleted, duplicate, forbidden, notYours, parentGone } from './problems.ts';
import { isUsable } from './upload.ts';
import type { Call, World } from './world.ts';

type Draft = {
  readonly body: CreateBody;
  readonly measure: TextMeasure;
  readonly knobs: SandboxKnobs;
  readonly call: Call;
  readonly world: World;
};

/** In the order in which X refuses. */
const RULES: readonly ((draft: Draft) => Reply | undefined)[] = [
  tooLong,
  manyCashtags,
  editing,
  wrongParent,
  wrongQuote,
  wrongMedia,
  repeated,
  noCredits,
];

/** `POST /2/tweets` */
export function createPost(call: Call, world: World): Reply {
  const body = parseCreateBody(call.request);
  if (isReply(body)) return body;
  const knobs = world.knobs.get();
  const measure = measureText(body.text, { limit: knobs.premium ? PREMIUM_LIMIT : STANDARD_LIMIT });
  const draft = { body, measure, knobs, call, world };
  for (const rule of RULES) {
    const refusal = rule(draft);
    if (refusal) return refusal;
  }
  const post = recordOf(draft);
  world.posts.insert(post);
  const cost = measure.links.length > 0 ? PRICES.postWithLink : PRICES.post;
  return reply(201, { data: presentPost(post, [], world) }, { changes: true, postId: post.id, cost });
}

function tooLong({ body, measure }: Draft): Reply | undefined {
  return measure.valid || body.text === '' ? undefined : forbidden();
}

function manyCashtags({ measure, knobs }: Draft): Reply | undefined {
  return knobs.selfServe && measure.cashtags.length > 1 ? forbidden() : undefined;
}

// Room for later: nothing in Perch edits a post.
function editing({ body }: Draft): Reply | undefined {
  return body.edit_options === undefined ? undefined : forbidden();
}

function wrongParent({ body, knobs, call, world }: Draft): Reply | undefined {
  if (!body.reply) return undefined;
  const parent = world.posts.find(body.reply.in_reply_to_tweet_id);
  if (!parent || parent.deletedAt !== null) return parentGone();
  return knobs.selfServe && !involves(call, parent) ? notYours() : undefined;
}

function wrongQuote({ body, knobs, call, world }: Draft): Reply | undefined {
  if (body.quote_tweet_id === undefined) return undefined;
  const quoted = world.posts.find(body.quote_tweet_id);
  if (!quoted || quoted.deletedAt !== null) return forbidden();
  return knobs.selfServe && !involves(call, quoted) ? notYours() : undefined;
}

/** Each is an upload of the user that is ready; one animation or video stands alone. */
function wrongMedia({ body, knobs, call, world }: Draft): Reply | undefined {
  const ids = body.media?.media_ids ?? [];
  const found = ids.map((id) => world.media.find(id));
  if (!found.every((media) => isUsable(media, call, knobs))) return badMedia();
  const isMixed = found.length > 1 && found.some((media) => media?.category !== 'tweet_image');
  return isMixed || new Set(ids).size < ids.length ? badMedia() : undefined;
}

function involves({ user }: Call, post: PostRecord): boolean {
  const mention = new RegExp(`(?<!\\w)[@＠]${user.username}(?!\\w)`, 'i');
  return post.authorId === user.id || mention.test(post.text);
}

function repeated({ body, knobs, call, world }: Draft): Reply | undefined {
  if (knobs.duplicateWindowMs === 0) return undefined;
  const twin = { authorId: call.user.id, textKey: keyOf(body), parentId: parentOf(body) };
  return world.posts.hasTwin(twin, call.now - knobs.duplicateWindowMs) ? duplicate() : undefined;
}

function noCredits({ knobs }: Draft): Reply | undefined {
  return knobs.credits !== null && knobs.credits <= 0 ? creditsDepleted() : undefined;
}

function recordOf({ body, measure, call, world }: Draft): PostRecord {
  const id = call.newId();
  const parentId = parentOf(body);
  return {
    id,
    authorId: call.user.id,
    text: body.text,
    textKey: keyOf(body),
    weightedLength: measure.weightedLength,
    parentId,
    quotedId: body.quote_tweet_id ?? '',
    conversationId: world.posts.find(parentId)?.conversationId ?? id,
    replySettings: body.reply_settings ?? 'everyone',
    createdAt: call.now,
    deletedAt: null,
    extras: {
      ...(body.media && { mediaIds: body.media.media_ids }),
      ...(body.poll && { poll: body.poll }),
    },
  };
}

function parentOf(body: CreateBody): string {
  return body.reply?.in_reply_to_tweet_id ?? '';
}

/** X speaks of an "exact string match": texts that differ in a blank are two texts. An upload is used once. */
export function keyOf({ text, media }: Pick<CreateBody, 'text' | 'media'>): string {
  const said = [text, ...(media?.media_ids ?? [])].join(' ');
  return createHash('sha256').update(said).digest('base64url');
}
