import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import { type IClientSettings, type ITwitterApiClientPlugin, TwitterApi } from 'twitter-api-v2';
import { checkApiBaseUrl, rebase, X_API_URL } from './base-url.ts';
import { createEnding, type Ending } from './ending.ts';
import { answered, type Exchange, failed } from './exchange.ts';
import { isOAuth2, type OAuth1Keys, type OAuth2Keys, type XKeys } from './keys.ts';
import type { ServerClock } from './server-clock.ts';
import { createWire, type Wire } from './wire.ts';

export type Call = {
  /** Default: a POST when there is a body, else a GET. */
  readonly method?: 'DELETE';
  readonly body?: Readonly<Record<string, unknown>>;
  /** Below `/2/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The body is a form with files: bytes go as they are. */
  readonly multipart?: true;
  /** Undefined: the request carries no authorization. */
  readonly keys: XKeys | undefined;
  /** Milliseconds for the whole exchange; then the connection is destroyed. */
  readonly deadline: number;
  /** Asked once, in the tick in which the request leaves. */
  readonly maySend?: () => boolean;
};

export type XClient = {
  /** One request, once. Never rejects, and settles at the latest 2 s after the deadline or the signal. */
  exchange(call: Call, signal: AbortSignal): Promise<Exchange>;
  /** Gives the refresh token of the keys for a new pair, once, like `exchange`. */
  renew(keys: OAuth2Keys, deadline: number, signal: AbortSignal): Promise<Exchange>;
  /** One form of a sign-in, once, like `exchange`. */
  submit(form: Form, signal: AbortSignal): Promise<Exchange>;
};

/** What is asked of X before there are keys, or to end them. */
export type Form = {
  /** From the root of the API. */
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Who signs it, with empty texts for what there is not yet; undefined: nobody does. */
  readonly keys?: OAuth1Keys;
  /** Whose form it is: a confidential client shows its secret. */
  readonly client?: Pick<OAuth2Keys, 'clientId' | 'clientSecret'>;
  readonly deadline: number;
};

export type XClientOptions = {
  /** Without `/2`; a path prefix is kept. Plain http only to a loopback host. */
  readonly apiBaseUrl: string;
  readonly serverClock: ServerClock;
  readonly monotonic: () => number;
  /** What https connections go through. Must not keep them alive; default: straight to X. */
  readonly agent?: HttpsAgent;
  /** Milliseconds that a destroyed connection may take to come apart. */
  readonly grace?: number;
};

/** `twitter-api-v2`, made safe: bare, it can wait for ever, crash the process or resolve with nothing. */
export function createXClient(options: XClientOptions): XClient {
  const problem = checkApiBaseUrl(options.apiBaseUrl);
  if (problem !== undefined) throw new Error(`${problem}.`);
  const base = new URL(options.apiBaseUrl);
  // Not kept alive: a pooled socket that the server closes meanwhile fails in a way that proves nothing.
  const agent =
    base.protocol === 'http:'
      ? new HttpAgent({ keepAlive: false })
      : (options.agent ?? new HttpsAgent({ keepAlive: false }));
  const setup = { ...options, base, agent };
  return {
    exchange: (call, signal) => exchange(setup, call, signal),
    renew: (keys, deadline, signal) => {
      const call = { path: 'oauth2/token', body: refreshForm(keys), keys: undefined, deadline };
      return exchange(setup, call, signal, { forceBodyMode: 'url', headers: clientHeader(keys) });
    },
    submit: ({ path, fields, keys, client, deadline }, signal) => {
      const call = { path: `${X_API_URL}/${path}`, body: fields, keys, deadline };
      const headers = client ? clientHeader(client) : {};
      return exchange(setup, call, signal, { forceBodyMode: 'url', prefix: '', headers });
    },
  };
}

/**
 * Not the library's own `refreshOAuth2Token`: that one sends JSON, with the secret of a confidential client in
 * it, where X asks for a form and Basic.
 */
function refreshForm({ clientId, clientSecret, refreshToken }: OAuth2Keys): Record<string, string> {
  const own = clientSecret === undefined ? { client_id: clientId } : {};
  return { grant_type: 'refresh_token', refresh_token: refreshToken, ...own };
}

function clientHeader({
  clientId,
  clientSecret,
}: Pick<OAuth2Keys, 'clientId' | 'clientSecret'>): Record<string, string> {
  if (clientSecret === undefined) return {};
  const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

type Special = {
  readonly forceBodyMode?: 'url' | 'form-data';
  readonly headers?: Record<string, string>;
  /** What the path is below, instead of `/2/`. */
  readonly prefix?: '';
};

type Setup = Omit<XClientOptions, 'agent'> & { readonly base: URL; readonly agent: HttpAgent | HttpsAgent };

async function exchange(
  setup: Setup,
  call: Call,
  signal: AbortSignal,
  special: Special = {},
): Promise<Exchange> {
  if (signal.aborted) return { kind: 'unsent', cause: 'Perch is stopping' };
  if (!(call.deadline > 0)) return { kind: 'unsent', cause: 'the time for sending had passed' };
  const wire = createWire(call.maySend ?? (() => true));
  const ending = createEnding(call.deadline, signal, setup.grace);
  try {
    const run = perform(setup, call, wire, ending, special);
    return await Promise.race([
      run,
      ending.overdue.then(() => failed(undefined, wire.state() === 'sent')),
    ]).then((result) => explain(result, wire, ending));
  } finally {
    // Whoever lost the race must not come back later with a request.
    wire.shut();
    ending.clear();
  }
}

/** Says why Perch ended it, where the library knows only "aborted". */
function explain(result: Exchange, wire: Wire, ending: Ending): Exchange {
  if (result.kind === 'answer') return result;
  if (wire.state() === 'withheld') return { kind: 'unsent', cause: 'it was not to be sent any more' };
  return { kind: result.kind, cause: ending.cause() ?? result.cause };
}

/** Never rejects, so that it can lose a race unwatched. */
async function perform(
  setup: Setup,
  call: Call,
  wire: Wire,
  ending: Ending,
  special: Special,
): Promise<Exchange> {
  const heard: { response?: IncomingMessage } = {};
  try {
    const plugins = [plugin(setup, wire, ending, heard)];
    const settings = { compression: 'identity' as const, plugins };
    const api = createApi(call.keys, settings);
    const form = call.multipart ? { forceBodyMode: 'form-data' as const } : {};
    const args = { enableAuth: call.keys !== undefined, enableRateLimitSave: false, ...form, ...special };
    return answered(await ask(api, call, args), heard.response);
  } catch (error) {
    return failed(error, wire.state() === 'sent');
  }
}

function createApi(keys: XKeys | undefined, settings: Partial<IClientSettings>): TwitterApi {
  if (!keys) return new TwitterApi(undefined, settings);
  return isOAuth2(keys) ? new TwitterApi(keys.accessToken, settings) : new TwitterApi({ ...keys }, settings);
}

type Arguments = Special & { readonly enableAuth: boolean; readonly enableRateLimitSave: boolean };

function ask({ v2 }: TwitterApi, { method, body, path, query }: Call, args: Arguments): Promise<unknown> {
  if (method === 'DELETE') return v2.delete<unknown>(path, undefined, args);
  return body ? v2.post<unknown>(path, { ...body }, args) : v2.get<unknown>(path, { ...query }, args);
}

/**
 * The one hook through which everything passes, after signing: the signature is for the true URL, so that a
 * forwarding gateway stays valid.
 */
function plugin(
  setup: Setup,
  wire: Wire,
  ending: Ending,
  heard: { response?: IncomingMessage },
): ITwitterApiClientPlugin {
  return {
    onBeforeRequestConfig: ({ client }) => signWithServerTime(client, setup.serverClock),
    onBeforeRequest: ({ params, computedParams, requestOptions }) => {
      // The library parses forms only where the URL begins with X's own origin.
      if (computedParams.url.pathname.startsWith('/oauth/')) params.forceParseMode = 'url';
      computedParams.url = rebase(computedParams.url, setup.base);
      requestOptions.agent = setup.agent;
      requestOptions.signal = ending.signal;
      const sentAt = setup.monotonic();
      params.requestEventDebugHandler = (event, data: Happening) => {
        if (event === 'socket' && data?.socket instanceof Socket) wire.watch(data.socket);
        if (event !== 'response' || !data?.res) return;
        heard.response = data.res;
        // A proxy that refuses to pass us on answers with its own clock.
        if (data.res.statusCode !== 407) setup.serverClock.observe(data.res.headers.date, sentAt);
      };
    },
  };
}

type Happening = { readonly socket?: unknown; readonly res?: IncomingMessage } | undefined;

/** X refuses OAuth 1.0a requests whose time is minutes off, which a wrong local clock would make all of them. */
function signWithServerTime(client: object, serverClock: ServerClock): void {
  const { _oauth } = client as { readonly _oauth?: { getTimestamp?: () => number } };
  const now = serverClock.now();
  if (_oauth && now !== undefined) _oauth.getTimestamp = () => Math.trunc(now / 1_000);
}
