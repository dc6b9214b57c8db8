import type { Agent } from 'node:https';
import type { Outcome, Refusal, Removal } from '../../domain/outcome.ts';
import type { Instant } from '../../domain/time.ts';
import { MINUTE, SECOND } from '../../domain/time.ts';
import type { UploadAnswer } from '../../domain/upload.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type {
  Identity,
  Publisher,
  PublishRequest,
  TimelineReading,
  UploadRequest,
} from '../../ports/publisher.ts';
import { type Context, classifyPost, classifyRefusal, classifyRemoval } from './classify.ts';
import { createXClient, type XClient } from './client.ts';
import type { Exchange } from './exchange.ts';
import { IDENTITY_PATH, IDENTITY_QUERY, identityOf } from './identity.ts';
import { fingerprintKeys, isOAuth2, secretsOf, type XKeys } from './keys.ts';
import { createRenewingClient } from './renewing-client.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import { readTimeline } from './timeline.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { classifyUpload, uploadCall } from './upload.ts';

export type XPublisherOptions = {
  /** Base URL of the X API without `/2`, with any path prefix; plain http only to a loopback host. */
  readonly apiBaseUrl: string;
  /** The keys of an account as they are now; asked before every request. */
  readonly keys: (account: string) => XKeys | undefined;
  readonly clock: Clock;
  /** Where the tokens of OAuth 2 sign-ins are. */
  readonly vault: KeyVault;
  /** Milliseconds for one request that reads or deletes; 30 s unless told otherwise. */
  readonly readDeadline?: number;
  /** Pages of 100 posts that one timeline reading may take; all that X gives unless told otherwise. */
  readonly maxPages?: number;
  /** See `XClientOptions`. */
  readonly agent?: Agent;
};

type Kit = XPublisherOptions & {
  readonly client: Pick<XClient, 'exchange'>;
  readonly tokens: Tokens;
  readonly serverClock: ServerClock;
  /** User ids by fingerprint of the keys: who keys belong to does not change. */
  readonly userIds: Map<string, string>;
};

/** X behind the port. Throws for a base URL that must not be used; nothing that it returns ever rejects. */
export function createXPublisher(options: XPublisherOptions): Publisher {
  const serverClock = createServerClock(options.clock);
  const { monotonic } = options.clock;
  const bare = createXClient({ ...options, serverClock, monotonic: () => monotonic() });
  const tokens = createTokens({ ...options, client: bare });
  const client = createRenewingClient(bare, tokens, options.clock);
  const kit: Kit = { ...options, client, tokens, serverClock, userIds: new Map() };
  return {
    hasKeys: (account) => options.keys(account) !== undefined,
    prepare: async (account) => {
      const keys = options.keys(account);
      if (keys && isOAuth2(keys)) await tokens.current(keys);
    },
    publish: (request, signal) => publish(kit, request, signal),
    upload: (account, request, signal) => upload(kit, account, request, signal),
    remove: (account, tweetId, signal) => remove(kit, account, tweetId, signal),
    timeline: (account, since, signal) => timeline(kit, account, since, signal),
    identify: (account, signal) => identify(kit, account, signal),
    calibrate: (_account, signal) => calibrate(kit, signal),
    signIn: (account) => {
      const keys = options.keys(account);
      return keys && (isOAuth2(keys) ? tokens.signIn(keys) : { kind: 'lasting' });
    },
    serverNow: () => serverClock.now(),
  };
}

async function publish(kit: Kit, request: PublishRequest, signal: AbortSignal): Promise<Outcome> {
  const keys = kit.keys(request.account);
  if (!keys) return noKeys(request.account);
  const { deadline, maySend } = request;
  const call = { path: 'tweets', body: bodyOf(request), keys, deadline, maySend };
  const exchange = await kit.client.exchange(call, signal);
  return classifyPost(exchange, { ...contextOf(kit, keys), text: request.text });
}

/** X's schema takes no empty property: what a post does not have is left out. */
function bodyOf({ text, mediaIds = [], poll, quote, replyTo, replySettings }: PublishRequest) {
  return {
    ...((text !== '' || mediaIds.length === 0) && { text }),
    ...(mediaIds.length > 0 && { media: { media_ids: mediaIds } }),
    ...(poll && { poll: { options: poll.options, duration_minutes: poll.minutes } }),
    ...(quote !== undefined && { quote_tweet_id: quote }),
    ...(replyTo !== undefined && { reply: { in_reply_to_tweet_id: replyTo } }),
    ...(replySettings && { reply_settings: replySettings }),
  };
}

async function upload(
  kit: Kit,
  account: string,
  request: UploadRequest,
  signal: AbortSignal,
): Promise<UploadAnswer> {
  const keys = kit.keys(account);
  if (!keys) return noKeys(account);
  const call = { ...uploadCall(request), keys, deadline: kit.readDeadline ?? UPLOAD_DEADLINE };
  return classifyUpload(request, await kit.client.exchange(call, signal), contextOf(kit, keys));
}

async function remove(kit: Kit, account: string, tweetId: string, signal: AbortSignal): Promise<Removal> {
  const keys = kit.keys(account);
  if (!keys) return noKeys(account);
  const call = { method: 'DELETE', path: `tweets/${tweetId}`, keys, deadline: readDeadline(kit) } as const;
  return classifyRemoval(await kit.client.exchange(call, signal), contextOf(kit, keys));
}

async function timeline(
  kit: Kit,
  account: string,
  since: Instant,
  signal: AbortSignal,
): Promise<TimelineReading> {
  const keys = kit.keys(account);
  if (!keys) return { kind: 'unread', refusal: noKeys(account) };
  let userId = kit.userIds.get(fingerprintKeys(keys));
  if (userId === undefined) {
    const identity = await identify(kit, account, signal);
    if (identity.kind !== 'known') return { kind: 'unread', refusal: identity.refusal };
    userId = identity.userId;
  }
  const path = `users/${userId}/tweets`;
  const getPage = (query: Readonly<Record<string, string>>) => get(kit, keys, path, query, signal);
  return readTimeline(
    getPage,
    since,
    (exchange) => classifyRefusal(exchange, contextOf(kit, keys)),
    kit.maxPages,
  );
}

async function identify(kit: Kit, account: string, signal: AbortSignal): Promise<Identity> {
  const keys = kit.keys(account);
  if (!keys) return { kind: 'unknown', refusal: noKeys(account) };
  const exchange = await get(kit, keys, IDENTITY_PATH, IDENTITY_QUERY, signal);
  const identity = identityOf(exchange);
  if (!identity) return { kind: 'unknown', refusal: classifyRefusal(exchange, contextOf(kit, keys)) };
  kit.userIds.set(fingerprintKeys(keys), identity.userId);
  return identity;
}

/** Any answer has the time, and one that refuses a request without keys costs nothing. */
async function calibrate(kit: Kit, signal: AbortSignal): Promise<Instant | undefined> {
  const exchange = await get(kit, undefined, IDENTITY_PATH, {}, signal);
  return exchange.kind === 'answer' ? kit.serverClock.now() : undefined;
}

function get(
  kit: Kit,
  keys: XKeys | undefined,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Exchange> {
  return kit.client.exchange({ path, query, keys, deadline: readDeadline(kit) }, signal);
}

/** For a segment over a slow line, ms. */
const UPLOAD_DEADLINE = 2 * MINUTE;

const readDeadline = (kit: Kit): number => kit.readDeadline ?? 30 * SECOND;

function contextOf(kit: Kit, keys: XKeys): Context {
  const secrets = isOAuth2(keys) ? kit.tokens.secrets(keys) : secretsOf(keys);
  return { now: kit.clock.now(), skew: kit.serverClock.skew(), secrets };
}

function noKeys(account: string): Refusal {
  return { kind: 'auth', detail: `there are no keys for the account "${account}"` };
}
