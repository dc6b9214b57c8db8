import { asciiHost } from './punycode.ts';

const LINK = /^(?:(https?):\/\/)?([^/?#\s]+)([/?#]\S*)?$/i;
const DEFAULT_PORT: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

type Link = { readonly scheme: string | undefined; readonly rest: string };

/**
 * Whether a link as a person wrote it and the target that X reports for it are the same. X puts `http://`
 * before a bare `example.com`; hosts are compared in ASCII and without case, an empty path equals `/`, and
 * percent-escapes may be written out or not. Everything else counts.
 */
export function isSameLink(written: string, expanded: string): boolean {
  const left = parse(written);
  const right = parse(expanded);
  if (!left || !right) return written === expanded;
  return left.rest === right.rest && (left.scheme === undefined || left.scheme === right.scheme);
}

function parse(link: string): Link | undefined {
  const [, scheme, authority, tail] = LINK.exec(link) ?? [];
  if (authority === undefined) return undefined;
  const lower = scheme?.toLowerCase();
  const ports = lower === undefined ? Object.values(DEFAULT_PORT) : [DEFAULT_PORT[lower]];
  const port = ports.find((each) => each !== undefined && authority.endsWith(each));
  const host = asciiHost(port === undefined ? authority : authority.slice(0, -port.length));
  return { scheme: lower, rest: host + canonicalTail(tail ?? '/') };
}

function canonicalTail(tail: string): string {
  const rooted = tail.startsWith('/') ? tail : `/${tail}`;
  return rooted
    .normalize('NFC')
    .replace(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase())
    .replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, escapeChar);
}

function escapeChar(char: string): string {
  // A lone surrogate has no UTF-8 form; encodeURIComponent would throw.
  return /\p{Surrogate}/u.test(char) ? char : encodeURIComponent(char);
}
