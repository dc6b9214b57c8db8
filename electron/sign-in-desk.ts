import { type AppKeys, type FourKeys, missingScopes, SIGN_IN_LIMIT } from '../core/domain/authorization.ts';
import type { SignInProblem } from '../core/domain/sign-in-problem.ts';
import type { SignInParts } from '../core/host/sign-in.ts';
import type { SignInWay } from '../core/host/sign-in-notes.ts';
import type { PinAttempt } from '../core/ports/authorizer.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { SignInApi, SignInState } from '../core/rpc/sign-in-contract.ts';
import {
  beginPin,
  checkKeys,
  finishPin,
  type SignedIn,
  type SignInResult,
  signInByBrowser,
} from '../core/service/sign-in.ts';

export type SignInDeskDeps = {
  readonly clock: Clock;
  readonly log: Log;
  /** X and the loopback; made when somebody signs in. */
  readonly parts: () => Promise<SignInParts>;
  /** In a demo there is nothing to sign in to. */
  readonly isDemo: () => boolean;
  /** The client id that is known already. @throws StoreError */
  readonly knownClientId: (account: string | null) => Promise<string | undefined>;
  /** @throws StoreError */
  readonly keep: (signedIn: SignedIn, way: SignInWay) => Promise<void>;
  /** The worker is to use what is kept now; resolves when it has told of itself since. */
  readonly useAccounts: () => Promise<void>;
  /** Hands a page of X to the browser. */
  readonly openPage: (url: string) => Promise<void>;
  readonly copy: (text: string) => void;
  readonly onChange: () => void;
};

/** Signing in from the window; one at a time, so that two windows never wait for two pages. */
export type SignInDesk = Omit<SignInApi, 'signIns' | 'signOut' | 'undoSignOut'> & {
  state(): SignInState | undefined;
  /** What may never be logged, of the sign-in that goes on. */
  secrets(): readonly string[];
};

type Current = {
  readonly cancel: AbortController;
  readonly way: SignInWay;
  /** Nobody else may come of it. */
  readonly account: string | null;
  /** The page of X. A secret: the state is in it. */
  page?: string;
  pin?: { readonly app: AppKeys; readonly attempt: PinAttempt };
  readonly secrets: string[];
};

type Turns = ReturnType<typeof createTurns>;

export function createSignInDesk(deps: SignInDeskDeps): SignInDesk {
  const turns = createTurns(deps);
  const unlessDemo = (run: () => Promise<void>): void => {
    if (!deps.isDemo()) void run();
  };
  return {
    state: turns.state,
    secrets: () => turns.current()?.secrets ?? [],
    signIn: async (clientId, account) => unlessDemo(() => byBrowser(deps, turns, clientId, account)),
    signInByPin: async (app, account) => unlessDemo(() => byPin(deps, turns, app, account)),
    signInByKeys: async (keys, account) => unlessDemo(() => byKeys(deps, turns, keys, account)),
    finishPin: async (pin) => {
      const mine = turns.current();
      if (mine?.pin) void endPin(deps, turns, mine, mine.pin, pin);
    },
    showSignInPage: async (how) => {
      const page = turns.current()?.page;
      if (page === undefined) return;
      if (how === 'copy') deps.copy(page);
      else await deps.openPage(page);
    },
    cancelSignIn: turns.cancel,
  };
}

/** The one sign-in that goes on, and what is shown of it. */
function createTurns(deps: SignInDeskDeps) {
  let state: SignInState | undefined;
  let current: Current | undefined;

  function set(next: SignInState | undefined): void {
    state = next;
    deps.onChange();
  }

  return {
    state: () => state,
    current: () => current,
    set,
    begin: (way: SignInWay, account: string | null, secrets: readonly string[]): Current => {
      current?.cancel.abort();
      current = { cancel: new AbortController(), way, account, secrets: [...secrets] };
      set({ phase: 'asking' });
      return current;
    },
    /** Another one may have begun meanwhile: then this one has nothing to say any more. */
    end: async (mine: Current, run: () => Promise<SignInResult>): Promise<void> => {
      const result = await run().catch(unforeseen);
      if (current !== mine) return;
      const next = result.kind === 'signed-in' ? await settle(deps, mine, result) : failed(result.problem);
      if (current !== mine) return;
      current = undefined;
      if (next.phase === 'failed') {
        const { code, detail = '' } = next.problem;
        deps.log.warn('the sign-in failed', { code, detail });
      }
      set(next);
    },
    cancel: async (): Promise<void> => {
      current?.cancel.abort();
      current = undefined;
      set(undefined);
    },
    /** The browser may not be there: the address can be copied. */
    showPage: (mine: Current, url: string): void => {
      mine.page = url;
      const hidden = [...new URL(url).searchParams.values()].filter((value) => value.length > 20);
      mine.secrets.push(...hidden);
      deps.openPage(url).catch(() => deps.log.warn('the browser could not be opened'));
    },
  };
}

function byBrowser(
  deps: SignInDeskDeps,
  turns: Turns,
  clientId: string,
  account: string | null,
): Promise<void> {
  const mine = turns.begin('browser', account, []);
  return turns.end(mine, async () => {
    const id = clientId.trim() || (await deps.knownClientId(account));
    if (!id || !/^[\w-]{10,100}$/.test(id)) return problem('bad-client');
    const open = (url: string): void => {
      turns.showPage(mine, url);
      turns.set({ phase: 'browser', until: deps.clock.now() + SIGN_IN_LIMIT });
    };
    const onAnswer = (): void => turns.set({ phase: 'asking' });
    const parts = await deps.parts();
    return signInByBrowser({ ...parts, clock: deps.clock, open, onAnswer }, id, mine.cancel.signal);
  });
}

function byKeys(deps: SignInDeskDeps, turns: Turns, keys: FourKeys, account: string | null): Promise<void> {
  const mine = turns.begin('keys', account, Object.values(keys));
  return turns.end(mine, async () => checkKeys((await deps.parts()).authorizer, keys, mine.cancel.signal));
}

async function byPin(
  deps: SignInDeskDeps,
  turns: Turns,
  app: AppKeys,
  account: string | null,
): Promise<void> {
  const mine = turns.begin('pin', account, Object.values(app));
  const { authorizer } = await deps.parts();
  const begun = await beginPin(authorizer, app, mine.cancel.signal);
  if (begun.kind === 'problem') return turns.end(mine, async () => begun);
  if (turns.current() !== mine) return;
  const { token, secret, url } = begun.attempt;
  mine.pin = { app, attempt: begun.attempt };
  mine.secrets.push(token, secret);
  turns.showPage(mine, url);
  turns.set({ phase: 'pin', until: deps.clock.now() + SIGN_IN_LIMIT });
}

function endPin(
  deps: SignInDeskDeps,
  turns: Turns,
  mine: Current,
  { app, attempt }: NonNullable<Current['pin']>,
  pin: string,
): Promise<void> {
  turns.set({ phase: 'asking' });
  return turns.end(mine, async () =>
    finishPin((await deps.parts()).authorizer, app, attempt, pin, mine.cancel.signal),
  );
}

/** Kept, and in use by the worker, or why not. */
async function settle(deps: SignInDeskDeps, mine: Current, signedIn: SignedIn): Promise<SignInState> {
  const { who, keys, scopes } = signedIn;
  if (mine.account !== null && mine.account !== who.name) {
    const { authorizer } = await deps.parts();
    if ('clientId' in keys) await authorizer.revoke(keys, new AbortController().signal);
    return failed({ code: 'other-account', detail: `@${who.name}` });
  }
  try {
    await deps.keep(signedIn, mine.way);
  } catch (error) {
    return failed({ code: 'unkept', detail: error instanceof Error ? error.message : String(error) });
  }
  deps.log.info('signed in', { account: who.name, way: mine.way });
  await deps.useAccounts();
  const missing = scopes ? missingScopes(scopes) : [];
  return { phase: 'done', account: who.name, displayName: who.displayName, missing };
}

const failed = (problem: SignInProblem): SignInState & { readonly phase: 'failed' } => ({
  phase: 'failed',
  problem,
});

const problem = (code: SignInProblem['code']): SignInResult => ({ kind: 'problem', problem: { code } });

/** Keys that cannot be read, a locked store: the sentence says what to do. */
const unforeseen = (error: unknown): SignInResult => ({
  kind: 'problem',
  problem: { code: 'unkept', detail: error instanceof Error ? error.message : String(error) },
});
