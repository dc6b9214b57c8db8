import { isSignedOut } from '../domain/account.ts';
import { SECOND } from '../domain/time.ts';
import type { Publisher } from '../ports/publisher.ts';
import { isOutage } from '../ports/store-error.ts';
import type { AccountApi } from '../rpc/account-contract.ts';
import { testAccount } from '../service/account-test.ts';
import type { Home } from './home.ts';
import { readSignInNotes } from './sign-in-notes.ts';

const ASK_LIMIT = 20 * SECOND;
/** A post of these still wants to go out. */
const OPEN = ['scheduled', 'queued', 'retrying', 'held', 'publishing', 'checking'] as const;

/** What the window may ask about accounts. */
export function createAccountApi(
  { path, store, service }: Home,
  publisher: Pick<Publisher, 'identify'>,
): AccountApi {
  return {
    testAccount: async (name) => {
      const { scopes } = readSignInNotes(path)[name] ?? {};
      const deps = { ...store, publisher, openAccount: service.openAccount, scopes };
      try {
        return await testAccount(deps, name, AbortSignal.timeout(ASK_LIMIT));
      } catch (error) {
        if (!isOutage(error)) throw error;
        return [{ what: 'identity', state: 'bad', text: error.message }];
      }
    },
    removeAccount: async (name) => {
      const account = await store.accounts.get(name);
      if (account && !isSignedOut(account))
        return { kind: 'refused', message: 'Sign the account out first, then remove it.' };
      const { posts } = await store.posts.list({ account: name, status: OPEN, limit: 1 });
      if (posts.length > 0)
        return {
          kind: 'refused',
          message: `Posts of @${name} still wait to go out. Cancel them or give them another account first.`,
        };
      await store.accounts.remove(name);
      return { kind: 'ok' };
    },
  };
}
