import type { AppKeys, ClientKeys, FourKeys, Grant, Who } from '../domain/authorization.ts';
import type { SignInProblem } from '../domain/sign-in-problem.ts';

export type { AppKeys, ClientKeys, FourKeys, Grant, Who };

export type Answered<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'problem'; readonly problem: SignInProblem };

/** What ties an answer of X to the question. Secrets, for one sign-in. */
export type Attempt = {
  readonly state: string;
  /** Of PKCE; X sees only its hash until the code is redeemed. */
  readonly verifier: string;
};

/** A sign-in by PIN that has begun. `token` and `secret` are secrets. */
export type PinAttempt = { readonly token: string; readonly secret: string; readonly url: string };

/** X, as far as it signs people in. Never throws for what X or the network does. */
export type Authorizer = {
  /** Nobody guesses it. */
  attempt(): Attempt;
  /** The page of X on which the person says yes or no. */
  pageUrl(request: Attempt & { readonly clientId: string; readonly redirectUri: string }): string;
  /** Gives the code for tokens, once. */
  redeem(
    request: Pick<Attempt, 'verifier'> & {
      readonly clientId: string;
      readonly redirectUri: string;
      readonly code: string;
    },
    signal: AbortSignal,
  ): Promise<Answered<Grant>>;
  /** Begins a sign-in by PIN; the page of X is at `url`. */
  beginPin(app: AppKeys, signal: AbortSignal): Promise<Answered<PinAttempt>>;
  redeemPin(app: AppKeys, attempt: PinAttempt, pin: string, signal: AbortSignal): Promise<Answered<FourKeys>>;
  /** Asks X; costs what X bills for reading one's own user. */
  whoIs(keys: FourKeys | ClientKeys, signal: AbortSignal): Promise<Answered<Who>>;
  /** Ends the sign-in at X, with all its tokens. */
  revoke(keys: ClientKeys, signal: AbortSignal): Promise<Answered<'revoked'>>;
};
