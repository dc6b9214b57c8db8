import { powerSaveBlocker } from 'electron';
import type { Instant } from '../core/domain/time.ts';
import { createKeepAwake, type KeepAwake } from './keep-awake.ts';
import type { SettingsFile } from './settings.ts';

export type OwnKeepAwake = KeepAwake & { setOn(isOn: boolean): void };

type Deps = {
  readonly settings: SettingsFile;
  readonly now: () => Instant;
  readonly onChange: () => void;
};

/** Of this system, as the person set it. */
export function createOwnKeepAwake({ settings, now, onChange }: Deps): OwnKeepAwake {
  const keepAwake = createKeepAwake({
    blocker: {
      start: () => powerSaveBlocker.start('prevent-app-suspension'),
      stop: (id) => void powerSaveBlocker.stop(id),
    },
    isWanted: () => settings.get('keepAwake'),
    now,
    onChange,
  });
  return {
    ...keepAwake,
    setOn: (isOn) => {
      settings.set('keepAwake', isOn);
      keepAwake.refresh();
    },
  };
}
