/** One way to a server: straight there, through an HTTP proxy, or through one that cannot be used. */
export type Hop =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer }
  | { readonly kind: 'unusable'; readonly what: string };

export type ProxyServer = {
  /** To Perch's end the connection is TLS. */
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Value of `Proxy-Authorization`. A secret. */
  readonly authorization?: string;
};

export const DIRECT: Hop = { kind: 'direct' };

/** As it may be shown: without credentials. */
export const proxyName = ({ secure, host, port }: ProxyServer): string =>
  `${secure ? 'https://' : ''}${host.includes(':') ? `[${host}]` : host}:${port}`;

export type ParsedProxy =
  | {
      readonly kind: 'proxy';
      /** Without credentials. */
      readonly server: string;
      readonly user: string;
      readonly password: string;
    }
  | { readonly kind: 'problem'; readonly problem: string };

const HOW = 'Give it as host:port';

/** The address of a proxy as a person or a variable gives it, with or without scheme and credentials. */
export function parseProxy(text: string): ParsedProxy {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (!url || url.hostname === '') return problem(`This is no address of a proxy. ${HOW}.`);
  if (/^socks/.test(url.protocol))
    return problem('Perch cannot use a SOCKS proxy: give the address of an HTTP proxy, or choose no proxy.');
  if (!/^https?:$/.test(url.protocol)) return problem(`A proxy is reached by http or https. ${HOW}.`);
  if (url.pathname !== '/' || url.search || url.hash)
    return problem(`The address of a proxy ends with its port. ${HOW}.`);
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === undefined || password === undefined || user.includes(':'))
    return problem('The user name or password of the proxy is not written as a URL needs it: encode it.');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return { kind: 'proxy', server: `${url.protocol}//${url.hostname}:${port}`, user, password };
}

const problem = (sentence: string): ParsedProxy => ({ kind: 'problem', problem: sentence });

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A hop through a proxy of a checked address. */
export function proxyHop(server: string, user: string, password: string): Hop {
  const url = new URL(server);
  const secure = url.protocol === 'https:';
  const pair = Buffer.from(`${user}:${password}`).toString('base64');
  return {
    kind: 'proxy',
    proxy: {
      secure,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (secure ? 443 : 80),
      ...(user !== '' && { authorization: `Basic ${pair}` }),
    },
  };
}
