import { useEffect } from 'react';
import { useServices } from './services.tsx';

/** What is shown is seen: its notification goes. Undefined: nothing is. */
export function useSeen(what: string | undefined): void {
  const { session } = useServices();
  useEffect(() => {
    if (what !== undefined) void session.shell().seen(what);
  }, [session, what]);
}
