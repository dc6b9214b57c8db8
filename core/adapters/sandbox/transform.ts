import { createHash } from 'node:crypto';
import { STANDARD_LIMIT } from '../../domain/text.ts';
import { plainWeight } from '../../domain/text-bounds.ts';
import { findLinks, type LinkSpan } from './links.ts';

/** As in `entities.urls`; places in code points of the text that is sent. */
export type UrlEntity = {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly expanded_url: string;
  readonly display_url: string;
  readonly media_key?: string;
};

export type Rendered = { readonly text: string; readonly urls: readonly UrlEntity[] };

/** What X gives back for a text: NFC, without outer blanks, links as t.co, `&<>` escaped. */
export function renderText(id: string, written: string): Rendered {
  const text = normalised(written);
  return render(id, text, findLinks(text));
}

/** The start of a long post, as in `text` beside `note_tweet`: cut at a word, without a sign that it was. */
export function renderExcerpt(id: string, written: string): Rendered {
  const text = normalised(written);
  const links = findLinks(text);
  const cut = excerptEnd(text, links);
  const kept = links.filter((link) => link.end <= cut);
  return render(id, text.slice(0, cut).trimEnd(), kept);
}

export function normalised(written: string): string {
  return written.normalize('NFC').trim();
}

function render(id: string, text: string, links: readonly LinkSpan[]): Rendered {
  const urls: UrlEntity[] = [];
  let out = '';
  let length = 0;
  let at = 0;
  const put = (piece: string): void => {
    out += piece;
    length += [...piece].length;
  };
  for (const link of links) {
    put(escapeHtml(text.slice(at, link.start)));
    const url = shortLink(id, link.written);
    urls.push({ start: length, end: length + url.length, url, ...targetOf(link.written) });
    put(url);
    at = link.end;
  }
  put(escapeHtml(text.slice(at)));
  return { text: out, urls };
}

function excerptEnd(text: string, links: readonly LinkSpan[]): number {
  const longest = [...text].slice(0, STANDARD_LIMIT);
  while (longest.length > 0 && plainWeight(longest.join('')) > STANDARD_LIMIT) longest.pop();
  const hard = longest.join('').length;
  if (hard === text.length) return hard;
  const split = links.find((link) => link.start < hard && link.end > hard);
  if (split) return split.start;
  const blank = text.slice(0, hard + 1).search(/\s\S*$/);
  return blank > 0 ? blank : hard;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (char) => ENTITIES[char as keyof typeof ENTITIES]);
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' } as const;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CODE_LENGTH = 10;
const DISPLAY_LENGTH = 26;

/** 23 characters, the same each time the post is read. */
export function shortLink(id: string, written: string): string {
  const hash = createHash('sha256').update(`${id} ${written}`).digest().subarray(0, CODE_LENGTH);
  return `https://t.co/${[...hash].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
}

function targetOf(written: string): Pick<UrlEntity, 'expanded_url' | 'display_url'> {
  const bare = written.replace(/^https?:\/\//i, '');
  const shown = bare.replace(/^www\./i, '');
  const isLong = shown.length > DISPLAY_LENGTH + 1;
  return {
    expanded_url: bare === written ? `http://${written}` : written,
    display_url: isLong ? `${shown.slice(0, DISPLAY_LENGTH)}…` : shown,
  };
}
