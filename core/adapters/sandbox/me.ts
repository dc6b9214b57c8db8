import { PRICES } from '../../domain/cost.ts';
import { type Reply, reply } from './http.ts';
import { creditsDepleted } from './problems.ts';
import { listRule, readQuery, TWEET_QUERY } from './query.ts';
import { isOutOfCredits } from './single-post.ts';
import type { Call, World } from './world.ts';

const USER_FIELDS = (
  'affiliation confirmed_email connection_status created_at description entities id is_identity_verified ' +
  'location most_recent_tweet_id name parody pinned_tweet_id profile_banner_url profile_image_url protected ' +
  'public_metrics receives_your_dm subscription subscription_type url username verified ' +
  'verified_followers_count verified_type withheld'
).split(' ');

const RULES = {
  'user.fields': listRule(USER_FIELDS),
  expansions: () => undefined,
  'tweet.fields': TWEET_QUERY['tweet.fields'] ?? (() => undefined),
};

/** `GET /2/users/me` */
export function getMe({ request, user }: Call, { knobs }: World): Reply {
  const query = readQuery(request.query, RULES);
  if ('refusal' in query) return query.refusal;
  const { credits, premium } = knobs.get();
  if (isOutOfCredits(credits)) return creditsDepleted();
  const { id, name, username } = user;
  const more: Record<string, unknown> = {
    created_at: new Date(user.createdAt).toISOString(),
    description: '',
    protected: false,
    subscription_type: premium ? 'Premium' : 'None',
    verified: premium,
    verified_type: premium ? 'blue' : 'none',
  };
  const wanted = query.list('user.fields');
  const asked = Object.entries(more).filter(([field]) => wanted.includes(field));
  return reply(
    200,
    { data: { id, name, username, ...Object.fromEntries(asked) } },
    { cost: PRICES.userRead },
  );
}
