import { DAY } from '../../../core/domain/time.ts';
import type { AccountApi, AccountTick } from '../../../core/rpc/account-contract.ts';
import type { ShellState } from '../../../core/rpc/shell-contract.ts';
import type { SignInApi, SignInShell, SignInView } from '../../../core/rpc/sign-in-contract.ts';

/** What a test wants to see of accounts. */
export type AccountScenario = {
  /** The accounts are those of X. */
  readonly real?: true;
  readonly signIns?: readonly SignInView[];
  readonly ticks?: readonly AccountTick[];
};

export const SAMPLE_SIGN_INS: readonly SignInView[] = [
  {
    account: 'sandbox',
    kind: 'oauth2',
    way: 'browser',
    displayName: 'Ada Lovelace',
    scopes: ['tweet.read', 'tweet.write', 'users.read', 'offline.access'],
    missing: ['media.write'],
    at: Date.now() - 3 * DAY,
  },
];

export const SAMPLE_TICKS: readonly AccountTick[] = [
  {
    what: 'identity',
    state: 'ok',
    text: 'X knows these keys as @ada (Ada Lovelace): standard, posts of up to 280 characters.',
  },
  {
    what: 'rights',
    state: 'note',
    text: 'It may post, but cannot attach media: sign in again to give it media.write.',
  },
  {
    what: 'limits',
    state: 'ok',
    text: 'X answers this question 74 of 75 times more until 14:15 UTC. It takes up to 100 posts in 15 minutes; what is left of them it says with each post.',
  },
  {
    what: 'price',
    state: 'ok',
    text: 'Nothing was posted. A post costs $0.015, with a link $0.20; this test cost at most $0.01.',
  },
];

/** Main and worker, as far as accounts come and go. */
export function sampleAccounts(
  { signIns = SAMPLE_SIGN_INS, ticks = SAMPLE_TICKS }: AccountScenario,
  setShell: (patch: Partial<ShellState>) => void,
): { readonly shell: SignInApi; readonly worker: AccountApi } {
  const until = () => Date.now() + 290_000;
  // What is not there any more is undefined, as it is when it comes over a port.
  const show = (patch: SignInShell): void =>
    setShell({ signIn: undefined, signOut: undefined, ...patch } as Partial<ShellState>);
  return {
    shell: {
      signIns: async () => signIns,
      signIn: async () => show({ signIn: { phase: 'browser', until: until() } }),
      signInByPin: async () => show({ signIn: { phase: 'pin', until: until() } }),
      signInByKeys: async () => show({ signIn: { phase: 'asking' } }),
      finishPin: async () =>
        show({ signIn: { phase: 'done', account: 'ada', displayName: 'Ada Lovelace', missing: [] } }),
      showSignInPage: async () => undefined,
      cancelSignIn: async () => show({}),
      signOut: async (account) => {
        show({ signOut: { account, phase: 'undoable' } });
        return { kind: 'ok' };
      },
      undoSignOut: async () => ({ kind: 'ok' }),
    },
    worker: {
      testAccount: async () => ticks,
      removeAccount: async () => ({ kind: 'ok' }),
    },
  };
}
