import { useEffect, useRef } from 'react';
import { SECOND } from '../../core/domain/time.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';

/** This window is there in place of one that ended so long ago, ms. */
const JUST_NOW = 30 * SECOND;

/** Says once why the window came up by itself. */
export function useReopened(): void {
  const { toasts } = useServices();
  const mishaps = useSession((s) => s.shell?.mishaps);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!mishaps || !isFirst.current) return;
    isFirst.current = false;
    const ended = mishaps.find(({ what }) => what === 'window');
    if (ended && Date.now() - ended.at < JUST_NOW)
      toasts.show({ tone: 'success', message: strings.mishaps.reopened });
  }, [mishaps, toasts]);
}
