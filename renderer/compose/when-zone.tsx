import { useMemo } from 'react';
import { parseWhen } from '../../core/domain/when.ts';
import { clock, isZone, zoned } from '../../core/domain/zone.ts';
import { isSlotWish } from '../state/planned-time.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { wallAt, wallWords, whenWords } from '../state/when-words.ts';
import { zoneChoices } from '../state/zones.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { SearchSelect } from '../ui/search-select.tsx';
import { Text } from '../ui/text.tsx';
import type { Planning } from './when-planned.ts';

const words = strings.when;

/** The zone in which the time is read. Another one leaves the clock as it is, and asks. */
export function WhenZone({ planning, zone }: { readonly planning: Planning; readonly zone: string }) {
  const { compositions } = useServices();
  const choices = useMemo(() => zoneChoices(zone), [zone]);
  const choose = (next: string): void => {
    compositions.set((current) => ({ ...current, zone: next, ...movedTime(planning, zone, next) }));
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

/** The date and time stay on the clock; “tomorrow” could be another day there. A length from now means the same. */
function movedTime({ composition, planned, now }: Planning, from: string, to: string) {
  if (planned.kind === 'error' || isSlotWish(composition.when) || from === to) return {};
  const there = parseWhen(composition.when, { now, zone: to });
  if (there.kind === 'ok' && there.at === planned.at) return {};
  const when = wallWords(wallAt(planned.at, from));
  return { when, moved: { from, at: planned.at, when } };
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
        <Text look="small">{words.keepQuestion}</Text>
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
