import { DIRECT, type Hop, parseProxy, proxyHop } from './proxy-server.ts';

/** What a system answers for an address: `PROXY a:1; HTTPS b:2; DIRECT`, to be tried in this order. */
export function pacHops(answer: string): readonly Hop[] {
  const hops = answer.split(';').flatMap((entry) => {
    const [kind = '', server = ''] = entry.trim().split(/\s+/);
    return hopOf(kind.toUpperCase(), server);
  });
  return hops.length === 0 ? [DIRECT] : hops;
}

function hopOf(kind: string, server: string): readonly Hop[] {
  if (kind === 'DIRECT') return [DIRECT];
  if (kind.startsWith('SOCKS')) return [{ kind: 'unusable', what: `a SOCKS proxy (${server})` }];
  if (kind !== 'PROXY' && kind !== 'HTTP' && kind !== 'HTTPS') return [];
  return through(`${kind === 'HTTPS' ? 'https' : 'http'}://${server}`);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** What HTTPS_PROXY, ALL_PROXY and NO_PROXY say of an https address; also in lower case, which wins. */
export function environmentHops(url: URL, env: Variables): readonly Hop[] {
  const [proxy] = environmentProxies(env);
  return proxy === undefined || isExcepted(url, variable(env, 'NO_PROXY')) ? [DIRECT] : through(proxy);
}

/** The proxies that are named there, the one for https first. May hold secrets. */
export const environmentProxies = (env: Variables): readonly string[] =>
  ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'].map((name) => variable(env, name)).filter(Boolean);

const variable = (env: Variables, name: string): string => env[name.toLowerCase()] || env[name] || '';

function through(address: string): readonly Hop[] {
  const parsed = parseProxy(address);
  return parsed.kind === 'proxy'
    ? [proxyHop(parsed.server, parsed.user, parsed.password)]
    : [
        {
          kind: 'unusable',
          what: /^socks/i.test(address) ? 'a SOCKS proxy' : 'a proxy of an unusable address',
        },
      ];
}

/** `example.com` and `.example.com` stand for their subdomains too, `*` for everything; a port may follow. */
function isExcepted(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => {
    const [, name = '', only = port] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    const suffix = name.replace(/^\*?\./, '');
    if (entry === '*') return true;
    return suffix !== '' && only === port && (host === suffix || host.endsWith(`.${suffix}`));
  });
}

/** Of this computer: no proxy can lead there. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost');
}
