import type { ApiRequest, Reply } from './http.ts';
import { invalidBody, invalidRequest } from './problems.ts';
import { flag, isObject, list, number, object, oneOf, text } from './shape.ts';
import type { SandboxPoll } from './types.ts';

/** What the sandbox looks at in the body of `POST /2/tweets`; the rest is checked and left. */
export type CreateBody = {
  readonly text: string;
  readonly quote_tweet_id?: string;
  readonly reply?: { readonly in_reply_to_tweet_id: string };
  readonly reply_settings?: string;
  readonly media?: { readonly media_ids: readonly string[] };
  readonly poll?: SandboxPoll;
  readonly edit_options?: unknown;
};

const id = text({ pattern: /^[0-9]{1,19}$/ });
const replySettings = oneOf('following', 'mentionedUsers', 'subscribers', 'verified');

/** TweetCreateRequest of X's OpenAPI 2.167. */
const BODY = object({
  text: text(),
  card_uri: text(),
  community_id: id,
  direct_message_deep_link: text(),
  edit_options: object({ previous_post_id: id }, ['previous_post_id']),
  for_super_followers_only: flag,
  geo: object({ place_id: text() }),
  made_with_ai: flag,
  media: object({ media_ids: list(id, { min: 1, max: 4 }), tagged_user_ids: list(id, { max: 10 }) }, [
    'media_ids',
  ]),
  nullcast: flag,
  paid_partnership: flag,
  poll: object(
    {
      options: list(text({ min: 1, max: 25 }), { min: 2, max: 4 }),
      duration_minutes: number({ min: 5, max: 10_080, whole: true }),
      reply_settings: replySettings,
    },
    ['options', 'duration_minutes'],
  ),
  quote_tweet_id: id,
  reply: object(
    { in_reply_to_tweet_id: id, exclude_reply_user_ids: list(id), auto_populate_reply_metadata: flag },
    ['in_reply_to_tweet_id'],
  ),
  reply_settings: replySettings,
  share_with_followers: flag,
});

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The body, or X's 400. */
export function parseCreateBody(request: ApiRequest): CreateBody | Reply {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return refuse('Requests with bodies must have content-type of application/json.');
  }
  const parsed = parseJson(request.body);
  if (!isObject(parsed)) return refuse('The request body is not a valid JSON object.');
  const issues = BODY(parsed, '$');
  if (issues.length > 0) return invalidBody(issues);
  const body = { text: '', ...parsed } as CreateBody;
  if (body.poll && (body.media || body.quote_tweet_id !== undefined))
    return refuse('$.poll: is mutually exclusive with media and quote_tweet_id.');
  if (body.media && body.quote_tweet_id !== undefined)
    return refuse('$.quote_tweet_id: is mutually exclusive with media.');
  if (body.text.trim() === '' && !body.media)
    return refuse('Requests must include text, media or a poll: text is empty.');
  if (LONE_SURROGATE.test(body.text)) return refuse('$.text: is not well-formed Unicode.');
  return body;
}

export function isReply(value: CreateBody | Reply): value is Reply {
  return 'status' in value;
}

export const badMedia = (): Reply => refuse('Your media IDs are invalid.');

function refuse(message: string): Reply {
  return invalidRequest([{ parameters: {}, message }]);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
