import type { Instant } from '../domain/time.ts';
import { isoUtc } from '../domain/zone.ts';
import type { SignIn } from '../host/keys.ts';

/** How long an OAuth 2 sign-in is good for. Its access token is renewed by itself; what lasts is not told by X. */
export function signInWords({ endsAt }: SignIn, now: Instant): string {
  if (endsAt === null) return 'Its access token is renewed when X does not take it any more.';
  return endsAt > now
    ? `Its access token is good until ${isoUtc(endsAt)}; Perch renews it by itself.`
    : `Its access token ended at ${isoUtc(endsAt)}; Perch renews it with the next post.`;
}
