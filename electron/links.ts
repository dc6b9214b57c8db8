import type { LinkKind } from '../core/rpc/shell-contract.ts';

const HOSTS: readonly string[] = ['x.com', 'docs.x.com', 'console.x.com'];

const BUILDERS: Readonly<Record<LinkKind, (id: string) => string | undefined>> = {
  // X redirects /i/status/<id> to the author's own address of the post.
  post: (id) => (/^\d{1,20}$/.test(id) ? `https://x.com/i/status/${id}` : undefined),
  x: () => 'https://x.com/',
  help: () => 'https://docs.x.com/x-api/introduction',
  'x-console': () => 'https://console.x.com/',
};

/** The address a link leads to; undefined when there is none. The window only names the kind. */
export function linkFor(kind: LinkKind, id: string): string | undefined {
  const link = Object.hasOwn(BUILDERS, kind) ? BUILDERS[kind](id) : undefined;
  return link !== undefined && isAllowed(link) ? link : undefined;
}

/** The last check before anything is handed to the system, whoever built the address. */
export function isAllowed(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, hostname, port, username, password, href } = new URL(link);
  return (
    protocol === 'https:' && HOSTS.includes(hostname) && !port && !username && !password && href === link
  );
}
