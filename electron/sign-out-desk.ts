import { SECOND } from '../core/domain/time.ts';
import type { AtX, FormerKeys } from '../core/host/sign-out.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { SettingResult } from '../core/rpc/machinery.ts';
import type { SignInApi, SignOutState } from '../core/rpc/sign-in-contract.ts';

export type SignOutDeskDeps = {
  readonly clock: Clock;
  readonly log: Log;
  /** Takes the keys away from this computer. @throws StoreError */
  readonly take: (account: string) => Promise<FormerKeys | undefined>;
  /** Puts them back as they were. @throws StoreError */
  readonly putBack: (account: string, former: FormerKeys) => Promise<void>;
  /** Ends the sign-in at X. Never throws. */
  readonly endAtX: (former: FormerKeys) => Promise<AtX>;
  /** The worker is to send nothing of the account any more. */
  readonly forget: (account: string) => void;
  readonly useAccounts: () => Promise<void>;
  readonly onChange: () => void;
};

export type SignOutDesk = Pick<SignInApi, 'signOut' | 'undoSignOut'> & {
  state(): SignOutState | undefined;
  /** What may never be logged, while it can be put back. */
  secrets(): readonly string[];
  /** Perch quits: what X is still to be told, it is told now. Resolves after `within` ms at the latest. */
  settle(within: number): Promise<void>;
};

/** X cannot take it back, so it is told only after this. */
const UNDO_FOR = 10 * SECOND;

type Pending = {
  readonly account: string;
  readonly former: FormerKeys;
  readonly undo: AbortController;
  readonly soon: AbortController;
  done: Promise<void>;
};

/** Signing out: the keys are gone from here at once, and from X when nobody wants them back. */
export function createSignOutDesk(deps: SignOutDeskDeps): SignOutDesk {
  let state: SignOutState | undefined;
  let pending: Pending | undefined;

  function set(next: SignOutState | undefined): void {
    state = next;
    deps.onChange();
  }

  async function endSoon(mine: Omit<Pending, 'done'>): Promise<void> {
    const { account, former, undo, soon } = mine;
    await deps.clock.sleep(UNDO_FOR, AbortSignal.any([undo.signal, soon.signal]));
    if (undo.signal.aborted) return;
    if (pending?.former === former) pending = undefined;
    const phase = await deps.endAtX(former);
    deps.log.info('signed out', { account, atX: phase });
    if (state?.account === account) set({ account, phase });
  }

  async function signOut(account: string): Promise<SettingResult> {
    // Only one can be taken back.
    await tellNow();
    const former = await deps.take(account);
    if (!former) return notHere(account);
    deps.forget(account);
    const mine = { account, former, undo: new AbortController(), soon: new AbortController() };
    pending = { ...mine, done: endSoon(mine) };
    set({ account, phase: 'undoable' });
    return { kind: 'ok' };
  }

  async function undoSignOut(account: string): Promise<SettingResult> {
    const mine = pending;
    if (mine?.account !== account)
      return { kind: 'refused', message: 'X has ended it already. Sign in again.' };
    pending = undefined;
    mine.undo.abort();
    await deps.putBack(account, mine.former);
    await deps.useAccounts();
    set(undefined);
    return { kind: 'ok' };
  }

  async function tellNow(): Promise<void> {
    const mine = pending;
    mine?.soon.abort();
    await mine?.done;
  }

  return {
    state: () => state,
    secrets: () =>
      pending ? [...Object.values(pending.former.stored), ...Object.values(pending.former.ending ?? {})] : [],
    settle: (within) => Promise.race([tellNow(), deps.clock.sleep(within)]),
    signOut: (account) => signOut(account).catch(refused),
    undoSignOut: (account) => undoSignOut(account).catch(refused),
  };
}

const notHere = (account: string): SettingResult => ({
  kind: 'refused',
  message: `There are no keys of @${account} here to be taken away: they come from where Perch was started (PERCH_X_KEYS).`,
});

const refused = (error: unknown): SettingResult => ({
  kind: 'refused',
  message: error instanceof Error ? error.message : String(error),
});
