import { useMemo } from 'react';
import { clock, isZone, zoned } from '../../core/domain/zone.ts';
import { isSlotWish } from '../state/planned-time.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { whenWords } from '../state/when-words.ts';
import { zoneChoices } from '../state/zones.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { SearchSelect } from '../ui/search-select.tsx';
import type { Planning } from './when-planned.ts';

const words = strings.when;

/** The zone in which the time is read. Another one leaves the clock as it is, and asks. */
export function WhenZone({ planning, zone }: { readonly planning: Planning; readonly zone: string }) {
  const { compositions } = useServices();
  const { composition, planned } = planning;
  const choices = useMemo(() => zoneChoices(zone), [zone]);
  const choose = (next: string): void => {
    const isAsked = planned.kind === 'ok' && !isSlotWish(composition.when) && next !== zone;
    compositions.set((current) => ({
      ...current,
      zone: next,
      ...(isAsked && { moved: { from: zone, at: planned.at, when: current.when } }),
    }));
  };
  return (
    <SearchSelect
      look="inline"
      label={words.zone}
      placeholder={words.zoneSearch}
      empty={words.zoneNone}
      choices={choices}
      value={zone}
      onChange={choose}
    />
  );
}

/** After another zone was chosen: whether the clock or the moment stays. */
export function ZoneQuestion({ zone }: { readonly zone: string }) {
  const { compositions, clock: time } = useServices();
  const moved = useStore(compositions, (c) => (c.moved?.when === c.when ? c.moved : undefined));
  if (!moved || moved.from === zone || !isZone(zone)) return null;
  const [before, after] = [clock(zoned(moved.at, moved.from)), clock(zoned(moved.at, zone))];
  if (before === after) return null;
  const settle = (when: string) => () =>
    compositions.set(({ moved: _, ...current }) => ({ ...current, when }));
  return (
    <Banner tone="info" isPlain>
      <Inline gap={2} wrap role="group" aria-label={words.keepQuestion}>
        <Button size="s" onPress={settle(moved.when)}>
          {words.keepWall(before)}
        </Button>
        <Button size="s" onPress={settle(whenWords(moved.at, zone, time.now()))}>
          {words.keepInstant(after)}
        </Button>
      </Inline>
    </Banner>
  );
}
