import { CALLBACK_PORTS } from './authorization.ts';
import type { FieldProblems } from './four-keys.ts';

type Words = { readonly sentence: string; readonly next: string };

const CONSOLE = 'the X developer console';
const PORTS = `${CALLBACK_PORTS.slice(0, -1).join(', ')} and ${CALLBACK_PORTS.at(-1)}`;

/** Every way a sign-in can end without an account, and what to do. `next` may be empty: then nothing is to be done. */
export const SIGN_IN_PROBLEMS = {
  'ports-taken': {
    sentence: `X could not bring its answer back: the ports ${PORTS} of this computer are all taken.`,
    next: 'Close the program that uses one of them, perhaps another sign-in of Perch, and try again.',
  },
  denied: {
    sentence: 'You said no on the page of X, so nothing was connected.',
    next: 'Sign in again whenever you like.',
  },
  cancelled: { sentence: 'The sign-in was cancelled. Nothing was connected.', next: '' },
  'timed-out': {
    sentence: 'No answer came back from X within 5 minutes.',
    next: `Try again. If the page of X showed an error, compare the app type and the callback URLs in ${CONSOLE} with the guide.`,
  },
  'code-expired': {
    sentence: 'X did not accept its own answer any more: it is good for 30 seconds only.',
    next: 'Try again.',
  },
  'bad-client': {
    sentence: 'X does not take this client ID for that of a native app.',
    next: `In ${CONSOLE}, under “User authentication settings”, choose the type “Native App”, then copy the Client ID again. It is not the API key.`,
  },
  'bad-callback': {
    sentence: 'X does not know the callback URL of Perch for this app.',
    next: `Add all callback URLs of the guide to the app in ${CONSOLE}, letter by letter, and try again.`,
  },
  refused: {
    sentence: 'X did not accept the sign-in.',
    next: `Try again. If that does not help, compare the settings of the app in ${CONSOLE} with the guide.`,
  },
  'app-keys': {
    sentence: 'X does not know this API key with this secret.',
    next: `Copy both again from “Keys and tokens” in ${CONSOLE}; if they were made anew, the old ones are void.`,
  },
  'access-keys': {
    sentence: 'X knows the API key, but not this access token with this secret.',
    next: `Make the access token anew under “Keys and tokens” in ${CONSOLE}, after the permissions are “Read and write”, and copy both parts.`,
  },
  'bad-pin': {
    sentence: 'X did not accept this PIN: it is good once, and for a short time.',
    next: 'Begin again, and type the PIN that X shows then.',
  },
  fields: { sentence: 'Something is not right with these keys.', next: 'Look at the marked fields.' },
  'read-only': {
    sentence: 'These keys may only read: the app had no permission to write when they were made.',
    next: `Set the permissions of the app to “Read and write” in ${CONSOLE}, then make the access token anew.`,
  },
  'no-posting': {
    sentence: 'X did not give Perch the right to post.',
    next: `Set the permissions of the app to “Read and write” in ${CONSOLE} and sign in again.`,
  },
  'no-refresh': {
    sentence: 'X gave a sign-in that ends after two hours and cannot be renewed.',
    next: 'Sign in again, and leave all that Perch asks for as it is.',
  },
  notEnrolled: {
    sentence: 'The X app may not use the X API.',
    next: `Put the app into a project with access in ${CONSOLE}, and try again.`,
  },
  locked: {
    sentence: 'X has locked this account.',
    next: 'Sign in on x.com, unlock it, and try again.',
  },
  suspended: {
    sentence: 'X has suspended this account.',
    next: 'Sign in on x.com to see why and to appeal.',
  },
  credits: {
    sentence: 'The credit of the developer account is used up, so X does not say whose keys these are.',
    next: `Add credit in ${CONSOLE}, and try again.`,
  },
  throttled: { sentence: 'X asked to wait.', next: 'Try again in 15 minutes.' },
  network: {
    sentence: 'X could not be reached.',
    next: 'Check the connection of this computer and try again. Nothing was kept.',
  },
  proxy: {
    sentence: 'The proxy of this network did not let Perch through to X.',
    next: 'Sign in to the proxy, or use another network, and try again.',
  },
  untrusted: {
    sentence: 'Whoever answered in place of X could not prove to be X.',
    next: 'Check the clock of this computer and what inspects its connections, and try again.',
  },
  clock: {
    sentence: 'X refused the time of the request: the clock of this computer is wrong.',
    next: 'Let the system set its time from the network, and try again.',
  },
  unclear: {
    sentence: 'X answered in a way that Perch does not understand.',
    next: 'Try again in a few minutes.',
  },
  'other-account': {
    sentence: 'You are signed in on x.com as another account than the one to be signed in again.',
    next: 'Change the account on x.com, then sign in again. Nothing was changed.',
  },
  unkept: {
    sentence: 'The sign-in could not be kept on this computer.',
    next: 'See to it, then sign in again.',
  },
} as const satisfies Record<string, Words>;

export type SignInCode = keyof typeof SIGN_IN_PROBLEMS;

export type SignInProblem = {
  readonly code: SignInCode;
  /** The other side's own words or the technical cause, free of secrets. */
  readonly detail?: string;
  /** What is wrong with single keys. */
  readonly fields?: FieldProblems;
};

/** The whole of it as text: what happened, the cause in brackets, what to do. */
export function signInSentence({ code, detail, fields }: SignInProblem): string {
  const { sentence, next }: Words = SIGN_IN_PROBLEMS[code];
  const why = detail ? ` (${detail})` : '';
  return [sentence.replace(/\.$/, `${why}.`), ...Object.values(fields ?? {}), fields ? '' : next]
    .filter(Boolean)
    .join(' ');
}
