import { canPost, missingScopes } from '../domain/authorization.ts';
import { PRICES } from '../domain/cost.ts';
import { EXPLANATIONS } from '../domain/explain.ts';
import type { Refusal } from '../domain/outcome.ts';
import { PREMIUM_LIMIT, STANDARD_LIMIT } from '../domain/text.ts';
import { isoUtc } from '../domain/zone.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Identity, Publisher } from '../ports/publisher.ts';
import type { AccountTick } from '../rpc/account-contract.ts';

export type AccountTestDeps = {
  readonly accounts: Pick<AccountStore, 'get' | 'put'>;
  readonly publisher: Pick<Publisher, 'identify'>;
  readonly openAccount: (name: string) => Promise<void>;
  /** What X gave at the sign-in; undefined: not known, or none of the kind. */
  readonly scopes: readonly string[] | undefined;
};

/** X's limit of posts: https://docs.x.com/x-api/fundamentals/rate-limits */
const POSTS_A_WINDOW = 100;

/** Asks X about an account, keeps what is new of it, and lets go on what was held for its keys. @throws StoreError */
export async function testAccount(
  { accounts, publisher, openAccount, scopes }: AccountTestDeps,
  name: string,
  signal: AbortSignal,
): Promise<readonly AccountTick[]> {
  const identity = await publisher.identify(name, signal);
  if (identity.kind === 'unknown') return [tick('identity', 'bad', refusalText(identity.refusal))];
  const account = await accounts.get(name);
  const wasHeld = account?.gate.state === 'held';
  if (account && account.premium !== identity.premium)
    await accounts.put({ ...account, premium: identity.premium });
  if (wasHeld) await openAccount(name);
  return [
    tick('identity', 'ok', `${identityText(identity)}${wasHeld ? ' It was held and may post again.' : ''}`),
    rights(identity, scopes),
    tick('limits', 'ok', limitsText(identity)),
    tick('price', 'ok', PRICE_TEXT),
  ];
}

type Known = Extract<Identity, { kind: 'known' }>;

function identityText({ name, premium, details }: Known): string {
  const who = details?.displayName ? `@${name} (${details.displayName})` : `@${name}`;
  const limit = premium ? PREMIUM_LIMIT : STANDARD_LIMIT;
  return `X knows these keys as ${who}: ${premium ? 'Premium' : 'standard'}, posts of up to ${limit.toLocaleString('en-GB')} characters.`;
}

function rights({ details }: Known, scopes: readonly string[] | undefined): AccountTick {
  if (details?.access === 'read')
    return tick('rights', 'bad', `${EXPLANATIONS.readOnly.sentence} ${EXPLANATIONS.readOnly.next}`);
  const missing = scopes ? missingScopes(scopes) : [];
  if (scopes && (!canPost(scopes) || missing.includes('offline.access')))
    return tick('rights', 'bad', `X did not give ${missing.join(', ')}: sign in again.`);
  if (missing.includes('media.write'))
    return tick(
      'rights',
      'note',
      'It may post, but cannot attach media: sign in again to give it media.write.',
    );
  if (scopes) return tick('rights', 'ok', `It may read, post and attach media (${scopes.join(', ')}).`);
  return details?.access === 'read-write'
    ? tick('rights', 'ok', 'Its app may read and write.')
    : tick('rights', 'note', 'X did not say what its app may do; the first post shows it.');
}

function limitsText({ details }: Known): string {
  const { left, of, until } = details?.window ?? {};
  const asked =
    left === undefined || of === undefined || until === undefined
      ? ''
      : `X answers this question ${left} of ${of} times more until ${isoUtc(until).slice(11, 16)} UTC. `;
  return `${asked}It takes up to ${POSTS_A_WINDOW} posts in 15 minutes; what is left of them it says with each post.`;
}

const PRICE_TEXT = `Nothing was posted. A post costs $${PRICES.post}, with a link $${PRICES.postWithLink.toFixed(2)}; this test cost at most $${PRICES.userRead}.`;

/** The same sentences that its posts would get. */
function refusalText(refusal: Refusal): string {
  const { kind, detail } = refusal;
  const reason =
    kind === 'auth' || kind === 'credits' || kind === 'not-sent'
      ? (refusal.reason ?? (kind === 'not-sent' ? 'network' : kind))
      : undefined;
  const known = reason && EXPLANATIONS[reason];
  const sentence = known?.sentence ?? 'X did not say whose keys these are.';
  const next = kind === 'not-sent' || !known ? 'Check the connection, then test again.' : known.next;
  return `${sentence.replace(', so nothing was sent', '')} (${detail}) ${next}`;
}

const tick = (what: AccountTick['what'], state: AccountTick['state'], text: string): AccountTick => ({
  what,
  state,
  text,
});
