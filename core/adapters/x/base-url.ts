/** Where the X API is, unless somebody says otherwise. */
export const X_API_URL = 'https://api.x.com';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** An X on this computer, such as the sandbox. */
export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** What is wrong with a base URL of the X API (to be given without the `/2`), or undefined. */
export function checkApiBaseUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return `"${text}" is not a URL; give the base URL of the X API, such as ${X_API_URL}`;
  if (url.username || url.password) return 'The URL of the X API must not hold a user name or password';
  if (url.search || url.hash) return 'The URL of the X API must not hold "?" or "#"';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:' && LOOPBACK.test(url.hostname)) return undefined;
  return `"${text}" would send keys in the clear; use https, or http with a loopback host such as 127.0.0.1`;
}

/** The same request below another base: origin and any path prefix are the base's. */
export function rebase(url: URL, base: URL): URL {
  const target = new URL(base);
  target.pathname = base.pathname.replace(/\/+$/, '') + url.pathname;
  target.search = url.search;
  return target;
}
