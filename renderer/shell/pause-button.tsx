import { Pause, Play } from 'lucide-react';
import { type PauseChoice, pauseEnd } from '../../core/domain/pause.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import { timeNow } from '../state/now.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';

const words = strings.strip;

/** Pauses for a while, or lets publishing go on. */
export function PauseButton() {
  const pause = usePause();
  const entries = usePauseEntries();
  const isPaused = useSession(
    (s) => s.overview?.health.status === 'paused' || (s.overview?.pausedUntil ?? 0) > timeNow(),
  );
  if (isPaused) {
    return (
      <Button
        size="s"
        look="primary"
        icon={<Play size={13} aria-hidden />}
        chord={SHORTCUTS.pause.keys[0]}
        onPress={() => pause(null)}
      >
        {words.resume}
      </Button>
    );
  }
  return (
    <Menu label={words.pause} entries={entries}>
      <Button size="s" icon={<Pause size={13} aria-hidden />}>
        {words.pause}
      </Button>
    </Menu>
  );
}

/** For how long one can pause. */
export function usePauseEntries(): readonly MenuEntry[] {
  const pause = usePause();
  const entry = (id: PauseChoice, label: string): MenuEntry => ({
    id,
    label,
    onAction: () => pause(pauseEnd(id, timeNow())),
  });
  return [
    entry('hour', words.pauseHour),
    entry('morning', words.pauseMorning),
    { ...entry('forever', words.pauseForever), chord: SHORTCUTS.pause.keys[0] },
  ];
}

/** Pauses until a time or until told otherwise; null resumes. */
export function usePause(): (until: number | 'forever' | null) => void {
  const { session, toasts } = useServices();
  return (until) => {
    const run = async () => {
      await session.worker().pause(until);
      await session.readOverview();
    };
    run().catch(() => toasts.show({ tone: 'danger', message: strings.errors.workerAway }));
  };
}
