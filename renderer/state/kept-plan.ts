import { useEffect } from 'react';
import { useServices, useSession } from './services.tsx';

/** What a person said about when they post, before there was an account, becomes the plan of the first one. */
export function useKeptPlan(): void {
  const { session } = useServices();
  const kept = useSession((s) => (s.shell?.started ? s.shell.keptPlan : null));
  const isDemo = useSession((s) => s.shell?.demo !== undefined);
  const account = useSession((s) => s.overview?.accounts[0]);
  const name = account && account.zone === undefined ? account.name : undefined;
  useEffect(() => {
    if (kept === null || name === undefined || isDemo) return;
    const give = async () => {
      const result = await session.worker().setPostingPlan(name, kept);
      if (result.kind === 'ok') await session.shell().start(null);
    };
    // A worker that is away is asked again when it tells of its accounts.
    give().catch(() => undefined);
  }, [kept, name, isDemo, session]);
}
