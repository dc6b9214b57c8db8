import { isLoopback } from './base-url.ts';

/** Where the pages are on which people agree. Those of a pretend X are its own. */
export function pageOrigins(apiBaseUrl: string): { readonly oauth2: string; readonly oauth1: string } {
  if (!isLoopback(apiBaseUrl)) return { oauth2: 'https://x.com', oauth1: 'https://api.x.com' };
  const own = apiBaseUrl.replace(/\/+$/, '');
  return { oauth2: own, oauth1: own };
}
