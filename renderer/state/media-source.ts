import { useEffect, useState } from 'react';
import { useServices, useSession } from './services.tsx';

/** The address of media in this window as soon as this computer has them; undefined: not yet, or not at all. */
export function useMediaSource(hash: string): string | undefined {
  const { session } = useServices();
  const isOpen = useSession((s) => s.link === 'open');
  const [shown, setShown] = useState<string>();
  useEffect(() => {
    if (!isOpen) return;
    let isWanted = true;
    const ask = async () => {
      const isThere = await session.worker().showMedia(hash);
      if (isWanted && isThere) setShown(hash);
    };
    // A worker that goes away is asked again when it is back.
    ask().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [hash, isOpen, session]);
  return shown === hash ? `/media/${hash}` : undefined;
}
