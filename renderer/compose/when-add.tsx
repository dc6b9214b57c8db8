import { useMemo } from 'react';
import { type Instant, MINUTE } from '../../core/domain/time.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import { dateTime, type PlanningFacts, planTime, shortTime } from '../state/planned-time.ts';
import { recentTime } from '../state/recent-time.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { SplitButton } from '../ui/split-button.tsx';
import type { Submit } from './use-submit.ts';
import { type Planning, usePlanned } from './when-planned.ts';

const words = strings.when;

type AddButtonProps = {
  readonly account: AccountView | undefined;
  readonly saving: Submit;
  /** Puts the caret into the field for the time. */
  readonly onCustom: () => void;
};

/** Adds the post at the time that is shown, or in the next free slot; the list beside it has other times. */
export function AddButton({ account, saving, onCustom }: AddButtonProps) {
  const planning = usePlanned(account);
  const { planned, composition, now } = planning;
  const add = (): void => void saving.submit('schedule');
  const { compositions } = useServices();
  const addAt = (when: string) => () => {
    compositions.setWhen(when);
    add();
  };
  const presets = usePresets(planning, account).map(
    ({ id, label, when, note }): MenuEntry => ({ id, label, note, onAction: addAt(when) }),
  );
  return (
    <SplitButton
      label={composition.editing ? strings.compose.save : strings.compose.add}
      note={planned.kind === 'ok' ? shortTime(planned.at, planned.zone, now) : undefined}
      chord={SHORTCUTS.add.keys[0]}
      isPending={saving.isBusy}
      onPress={add}
      menuLabel={words.more}
      entries={[...presets, { id: 'custom', label: words.presets.custom, onAction: onCustom }]}
    />
  );
}

/** Times to choose from, each with what it comes to now; one that comes to nothing is left out. */
function usePresets({ composition, now }: Planning, account: AccountView | undefined) {
  const open = useStore(useServices().posts, (s) => s.open);
  const { id, zone } = composition;
  const minute = Math.floor(now / MINUTE) * MINUTE;
  return useMemo(
    () => presetsOf({ composition: { id, zone, when: '' }, account, open }, minute),
    [id, zone, account, open, minute],
  );
}

function presetsOf(facts: PlanningFacts, now: Instant) {
  const recent = recentTime();
  const wanted = [
    { id: 'slot', label: words.presets.slot, when: 'next slot' },
    { id: 'hour', label: words.presets.hour, when: 'in 1 hour' },
    { id: 'tomorrow', label: words.presets.tomorrow, when: 'tomorrow 09:00' },
    { id: 'monday', label: words.presets.monday, when: 'monday 09:00' },
    ...(recent === undefined || recent === '09:00'
      ? []
      : [{ id: 'recent', label: words.presets.recent(recent), when: recent }]),
  ];
  const seen = new Set<number>();
  return wanted.flatMap((preset) => {
    const planned = planTime({ ...facts, composition: { ...facts.composition, when: preset.when } }, now);
    if (planned.kind === 'error' || seen.has(planned.at)) return [];
    seen.add(planned.at);
    return [{ ...preset, note: dateTime(planned.at, planned.zone) }];
  });
}
