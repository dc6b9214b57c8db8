import type { PostId } from './post.ts';

/** What a new post is to begin with; a person reads it, changes it and decides. */
export type LinkedDraft = {
  readonly text: string;
  /** As a person would write it into "When"; may be empty. */
  readonly when: string;
  /** The handle without @; it may be of no account here. */
  readonly account?: string;
};

/** What a link from outside may lead to: a draft to look at, or a post that is there. Never more. */
export type DeepLink =
  | { readonly kind: 'compose'; readonly draft?: LinkedDraft }
  | { readonly kind: 'post'; readonly id: PostId };

export const DEEP_LINK_SCHEME = 'perch';

/** Windows passes no command line longer than 32,767 characters. */
const LONGEST = 32_000;
const LONGEST_TEXT = 25_000;
const LONGEST_WHEN = 100;

const SCHEME = new RegExp(`^${DEEP_LINK_SCHEME}:`, 'i');
// Browsers put a slash before the question mark of an address without a path.
const COMPOSE = new RegExp(`^${DEEP_LINK_SCHEME}://compose/?(?:\\?([^?#]*))?$`, 'i');
const POST = new RegExp(`^${DEEP_LINK_SCHEME}://post/([0-9a-f-]{8,64})/?$`, 'i');
const ACCOUNT = /^@?(\w{1,15})$/;
const PARAMETERS: ReadonlySet<string> = new Set(['text', 'at', 'account']);

/**
 * Reads `perch://compose?text=…&at=…&account=…` or `perch://post/<id>`. Strict, since any web page can hold such a
 * link: another host, a port, a user, a fragment, a parameter that is unknown or there twice, a control character
 * or too much of anything, and it is undefined.
 */
export function parseDeepLink(link: string): DeepLink | undefined {
  if (link.length > LONGEST || !/^[\x21-\x7e]+$/.test(link)) return undefined;
  const [, id] = POST.exec(link) ?? [];
  if (id !== undefined) return { kind: 'post', id: id.toLowerCase() };
  const [matched, query = ''] = COMPOSE.exec(link) ?? [];
  if (matched === undefined) return undefined;
  const parameters = parseQuery(query);
  return parameters && composeLink(parameters);
}

/** The one link among what a process was started with: there is none when there are two. */
export function deepLinkIn(argv: readonly string[]): string | undefined {
  const links = argv.filter((argument) => SCHEME.test(argument));
  return links.length === 1 ? links[0] : undefined;
}

function composeLink(parameters: ReadonlyMap<string, string>): DeepLink | undefined {
  const { text = '', at: when = '', account } = Object.fromEntries(parameters);
  const name = account === undefined ? undefined : ACCOUNT.exec(account)?.[1];
  if (text.length > LONGEST_TEXT || when.length > LONGEST_WHEN) return undefined;
  // Only a text has lines.
  if (hasControls(text.replaceAll('\n', '')) || hasControls(when)) return undefined;
  if (account !== undefined && name === undefined) return undefined;
  if (parameters.size === 0) return { kind: 'compose' };
  const draft: LinkedDraft = { text, when, ...(name !== undefined && { account: name }) };
  return { kind: 'compose', draft };
}

/** As forms encode it; undefined when it is not well-formed or has what is not known. */
function parseQuery(query: string): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', value, ...more] = pair.split('=');
    const decoded = value === undefined || more.length > 0 ? undefined : decode(value);
    if (decoded === undefined || !PARAMETERS.has(name) || parameters.has(name)) return undefined;
    parameters.set(name, decoded);
  }
  return parameters;
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replaceAll('+', ' ')).replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
