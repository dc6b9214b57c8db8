import type { PartContent } from './content.ts';
import { measureText } from './text.ts';

/** X's prices in USD. Failed requests are not billed. What X takes for a link is not published: see below. */
export const PRICES = {
  currency: 'USD',
  source: 'https://docs.x.com/x-api/getting-started/pricing',
  effective: '2026-04-20',
  /** `POST /2/tweets`. */
  post: 0.015,
  /** `POST /2/tweets` whose text has a link. */
  postWithLink: 0.2,
  delete: 0.01,
  mediaMetadata: 0.005,
  postRead: 0.005,
  ownedRead: 0.001,
  userRead: 0.01,
} as const;

/**
 * USD for one part. A link is what twitter-text takes for one, bare names such as `README.md` included. Of media X
 * bills the description; the upload itself is not in its list.
 */
export function costOfPart({ text, media = [] }: PartContent): number {
  const described = media.filter(({ alt }) => alt.trim() !== '').length;
  const post = measureText(text).links.length > 0 ? PRICES.postWithLink : PRICES.post;
  return roundUsd(post + described * PRICES.mediaMetadata);
}

/** USD for all parts of a post, rounded to 3 decimals so that sums show no binary dust. */
export function costOfPost(parts: readonly PartContent[]): number {
  return roundUsd(parts.reduce((sum, part) => sum + costOfPart(part), 0));
}

/** Rounds to a tenth of a cent, the smallest unit X bills in. */
export function roundUsd(usd: number): number {
  return Math.round(usd * 1000) / 1000;
}
