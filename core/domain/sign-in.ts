import { DAY, type Instant } from './time.ts';

/** How long X takes the keys of an account, as far as it is known on this computer. */
export type SignIn =
  /** Until somebody takes them back. */
  | { readonly kind: 'lasting' }
  /** Renewed by itself whenever it is used. `endsAt`: of the access token; absent: not renewed here yet. */
  | { readonly kind: 'renewed'; readonly endsAt?: Instant };

/**
 * X forgets a sign-in that was not renewed for about half a year. It does not say so anywhere; it is what people
 * report who kept one unused.
 */
const KEPT_FOR = 180 * DAY;
/** Before that a person is told. */
const NOTICE = 30 * DAY;

/** When a sign-in that nobody uses ends, once that is near. */
export function endOfSignIn(signIn: SignIn | undefined, now: Instant): Instant | undefined {
  if (signIn?.kind !== 'renewed' || signIn.endsAt === undefined) return undefined;
  const end = signIn.endsAt + KEPT_FOR;
  return end - now <= NOTICE ? end : undefined;
}
