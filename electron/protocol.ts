import { randomBytes } from 'node:crypto';
import { type Dirent, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol } from 'electron';
import { mediaHash, mediaResponse } from './media-files.ts';
import { ORIGIN } from './own-page.ts';

const SCHEME = 'app';
/** The page of each window. */
export const PAGES = { main: `${ORIGIN}/index.html`, quick: `${ORIGIN}/quick.html` } as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const NONCE_PLACE = '__CSP_NONCE__';

/** Must be called before Electron is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function headersFor(type: string, nonce: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  };
}

/** Every file that may be asked for, by its address. No path is ever built from an address. */
function listFiles(folder: string): ReadonlyMap<string, string> {
  const toEntry = (entry: Dirent): [string, string] => {
    const file = join(entry.parentPath, entry.name);
    return [`${ORIGIN}/${relative(folder, file).split(sep).join('/')}`, file];
  };
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(entries.filter((entry) => entry.isFile()).map(toEntry));
}

/**
 * Serves the files of `folder` at `app://perch/`, and of `media` what is named by its hash at `app://perch/media/`;
 * anything else, also a known file with a query, is 404.
 */
export function serveApp(folder: string, media: () => string): void {
  const files = listFiles(folder);
  protocol.handle(SCHEME, async ({ url, method, headers }) => {
    const nonce = randomBytes(16).toString('base64');
    const hash =
      method === 'GET' && url.startsWith(`${ORIGIN}/`) ? mediaHash(url.slice(ORIGIN.length)) : undefined;
    if (hash !== undefined) {
      const found = await mediaResponse(media(), hash, headers.get('range'), (type) =>
        headersFor(type, nonce),
      );
      if (found) return found;
    }
    const file = method === 'GET' ? files.get(url) : undefined;
    if (file === undefined)
      return new Response(null, { status: 404, headers: headersFor('text/plain', nonce) });
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const content = await readFile(file);
    const body = extname(file) === '.html' ? content.toString().replace(NONCE_PLACE, nonce) : content;
    return new Response(body, { headers: headersFor(type, nonce) });
  });
}
