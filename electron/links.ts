import type { LinkKind } from '../core/rpc/shell-contract.ts';

const HOSTS: readonly string[] = ['x.com', 'docs.x.com', 'console.x.com'];

/** The pages on which people agree to a sign-in. */
const SIGN_IN_PAGES: readonly string[] = [
  'https://x.com/i/oauth2/authorize',
  'https://api.x.com/oauth/authorize',
];

const BUILDERS: Readonly<Record<LinkKind, (id: string) => string | undefined>> = {
  // X redirects /i/status/<id> to the author's own address of the post.
  post: (id) => (/^\d{1,20}$/.test(id) ? `https://x.com/i/status/${id}` : undefined),
  x: () => 'https://x.com/',
  help: () => 'https://docs.x.com/x-api/introduction',
  'x-console': () => 'https://console.x.com/',
  'x-apps': () => 'https://x.com/settings/connected_apps',
  'x-pricing': () => 'https://docs.x.com/x-api/getting-started/pricing',
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
  if (isSignInPage(link)) return true;
  return (
    protocol === 'https:' && HOSTS.includes(hostname) && !port && !username && !password && href === link
  );
}

/** A page of X, or of the X on this computer that Perch was started for, such as `perch sandbox`. */
function isSignInPage(link: string): boolean {
  const own = process.env['PERCH_X_API_URL'] ?? '';
  const pages = /^http:\/\/127\.0\.0\.1:\d+$/.test(own)
    ? SIGN_IN_PAGES.map((page) => own + new URL(page).pathname)
    : SIGN_IN_PAGES;
  return pages.some((page) => link.startsWith(`${page}?`));
}
