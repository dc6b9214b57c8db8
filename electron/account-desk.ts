import { clipboard } from 'electron';
import { createSystemClock } from '../core/adapters/system/clock.ts';
import type { Network } from '../core/host/network.ts';
import type { KeyVault } from '../core/ports/key-vault.ts';
import type { Log } from '../core/ports/log.ts';
import type { SecretStore } from '../core/ports/secret-store.ts';
import type { SignInApi, SignInShell, SignInView } from '../core/rpc/sign-in-contract.ts';
import { openOutside } from './open-outside.ts';
import type { Publishing } from './publishing.ts';
import type { Accounts } from './sandbox-host.ts';
import type { SettingsFile } from './settings.ts';
import { createSignInDesk, type SignInDesk } from './sign-in-desk.ts';
import { createSignOutDesk, type SignOutDesk } from './sign-out-desk.ts';

export type AccountDeskDeps = {
  readonly home: string;
  readonly apiBaseUrl: string;
  readonly secrets: SecretStore;
  readonly vault: KeyVault;
  readonly log: Log;
  readonly accounts: Pick<Accounts, 'refresh'>;
  readonly settings: Pick<SettingsFile, 'set'>;
  readonly network: Network;
  readonly publishing: Pick<Publishing, 'useAccounts' | 'send'>;
  readonly isDemo: () => boolean;
  readonly onChange: () => void;
};

/** How accounts come and go in the app. */
export type AccountDesk = {
  readonly api: SignInApi;
  state(): SignInShell;
  secrets(): readonly string[];
  /** See `SignOutDesk`. */
  settle(within: number): Promise<void>;
};

// What talks to X is loaded when somebody signs in or out: main does it at no other time.
const signIns = () => import('../core/host/sign-in.ts');
const signOuts = () => import('../core/host/sign-out.ts');
const views = () => import('../core/host/sign-in-views.ts');

export function createAccountDesk(deps: AccountDeskDeps): AccountDesk {
  const { home, secrets, log } = deps;
  const signIn = openSignIn(deps);
  const signOut = openSignOut(deps);
  const listed = async (): Promise<readonly SignInView[]> => (await views()).viewSignIns(home, secrets);
  return {
    api: {
      signIn: signIn.signIn,
      signInByKeys: signIn.signInByKeys,
      signInByPin: signIn.signInByPin,
      finishPin: signIn.finishPin,
      showSignInPage: signIn.showSignInPage,
      cancelSignIn: signIn.cancelSignIn,
      signOut: signOut.signOut,
      undoSignOut: signOut.undoSignOut,
      signIns: () =>
        listed().catch((error: unknown) => {
          log.error('the sign-ins cannot be read', { error: String(error) });
          return [];
        }),
    },
    state: () => {
      const [going, gone] = [signIn.state(), signOut.state()];
      return { ...(going && { signIn: going }), ...(gone && { signOut: gone }) };
    },
    secrets: () => [...signIn.secrets(), ...signOut.secrets()],
    settle: async (within) => {
      await signIn.cancelSignIn();
      await signOut.settle(within);
    },
  };
}

function openSignIn(deps: AccountDeskDeps): SignInDesk {
  const { home, apiBaseUrl, secrets, vault, network, log, isDemo, onChange } = deps;
  const clock = createSystemClock();
  return createSignInDesk({
    clock,
    log,
    isDemo,
    onChange,
    parts: async () => (await signIns()).signInParts(apiBaseUrl, clock, network),
    knownClientId: async (account) => (await views()).knownClientId(secrets, account),
    keep: async (signedIn, way) =>
      (await signIns()).keepSignIn({ path: home, secrets, vault, clock }, signedIn, way),
    useAccounts: () => {
      // So that the screens stay when the last account is signed out.
      deps.settings.set('started', true);
      return useAccounts(deps);
    },
    openPage: openOutside,
    copy: (text) => clipboard.writeText(text),
  });
}

function openSignOut(deps: AccountDeskDeps): SignOutDesk {
  const { home: path, apiBaseUrl, secrets, vault, network, log, onChange } = deps;
  const clock = createSystemClock();
  const keeping = { path, secrets, vault, clock };
  return createSignOutDesk({
    clock,
    log,
    onChange,
    take: async (account) => (await signOuts()).takeKeys(keeping, account),
    putBack: async (account, former) => (await signOuts()).putBackKeys(keeping, account, former),
    endAtX: async (former) => (await signOuts()).endAtX({ apiBaseUrl, clock, network }, former),
    forget: (account) => {
      deps.accounts.refresh();
      deps.publishing.send({ kind: 'sign-out', account });
    },
    useAccounts: () => useAccounts(deps),
  });
}

function useAccounts({ accounts, publishing }: AccountDeskDeps): Promise<void> {
  accounts.refresh();
  return publishing.useAccounts();
}
