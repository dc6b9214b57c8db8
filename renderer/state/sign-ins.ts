import { useEffect, useState } from 'react';
import type { ShellState } from '../../core/rpc/shell-contract.ts';
import type { SignInView } from '../../core/rpc/sign-in-contract.ts';
import { strings } from '../strings.ts';
import { useServices, useSession } from './services.tsx';
import type { Toasts } from './toasts.ts';

const NONE: readonly SignInView[] = [];

/** How the accounts are signed in here; read again whenever one came or went. */
export function useSignIns(): readonly SignInView[] {
  const { session } = useServices();
  const [views, setViews] = useState(NONE);
  const phase = useSession(
    (s) => `${s.shell?.signIn?.phase} ${s.shell?.signOut?.account}${s.shell?.signOut?.phase}`,
  );
  const names = useSession((s) => s.overview?.accounts.map(({ name }) => name).join(' '));
  useEffect(() => {
    let isCurrent = true;
    const show = (found: readonly SignInView[]): void => {
      if (isCurrent) setViews(found);
    };
    // What brings about a new reading; the values themselves are not needed.
    void [phase, names];
    Promise.resolve()
      .then(() => session.shell().signIns())
      .then(show, () => undefined);
    return () => {
      isCurrent = false;
    };
  }, [session, phase, names]);
  return views;
}

/** Says once that an account is signed in, wherever in the window the person is by then. */
export function announceSignIn(
  before: ShellState | null,
  { signIn }: ShellState,
  toasts: Pick<Toasts, 'show'>,
): void {
  if (!before?.signIn || before.signIn.phase === 'done' || signIn?.phase !== 'done') return;
  toasts.show({ tone: 'success', message: strings.signIn.done(signIn.account, signIn.displayName) });
}
