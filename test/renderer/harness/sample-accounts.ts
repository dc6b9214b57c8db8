import { DAY, HOUR } from '../../../core/domain/time.ts';
import type { AccountApi, AccountTick } from '../../../core/rpc/account-contract.ts';
import type { Overview } from '../../../core/rpc/contract.ts';
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
  setShell: (patch: SignInShell) => void,
): { readonly shell: SignInApi; readonly worker: AccountApi } {
  const until = () => Date.now() + 290_000;
  return {
    shell: {
      signIns: async () => signIns,
      signIn: async () => setShell({ signIn: { phase: 'browser', until: until() } }),
      signInByPin: async () => setShell({ signIn: { phase: 'pin', until: until() } }),
      signInByKeys: async () => setShell({ signIn: { phase: 'asking' } }),
      finishPin: async () =>
        setShell({ signIn: { phase: 'done', account: 'ada', displayName: 'Ada Lovelace', missing: [] } }),
      showSignInPage: async () => undefined,
      cancelSignIn: async () => setShell({}),
      signOut: async (account) => {
        setShell({ signOut: { account, phase: 'undoable' } });
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

/** The same accounts, at X. */
export function asReal({ real }: AccountScenario = {}, overview: Overview): Overview {
  if (!real) return overview;
  const accounts = overview.accounts.map((account) => ({
    ...account,
    kind: 'x' as const,
    signIn: { kind: 'renewed' as const, endsAt: Date.now() + HOUR },
  }));
  return { ...overview, accounts };
}
