import type { ProcessorName } from '../../core/domain/processor.ts';
import { useSession } from '../state/services.tsx';
import { RECENT, type Vital } from '../state/session-snapshot.ts';
import { strings } from '../strings.ts';
import { type Bar, Bars } from '../ui/bars.tsx';

const words = strings.machinery;

type Heard = 'beat' | 'quiet' | 'silent';

/** Whether the processor was heard of between each two of the latest overviews. */
export function heartbeats(
  recent: readonly Vital[],
  name: ProcessorName,
  reportTimeout: number,
): readonly Heard[] {
  const seen = recent.map(({ at, processors }) => {
    const last = processors.find((record) => record.name === name)?.lastBeat;
    return { at, last };
  });
  return seen.slice(1).map(({ at, last }, i) => {
    if (last === undefined || at - last > reportTimeout) return 'silent';
    return last === seen[i]?.last ? 'quiet' : 'beat';
  });
}

const VALUES: Readonly<Record<Heard, number>> = { beat: 1, quiet: 0.35, silent: 1 };

/** The last minutes of one processor: high where it was heard of, in the colour of a warning where it was silent. */
export function HeartbeatStrip({
  name,
  reportTimeout,
}: {
  readonly name: ProcessorName;
  readonly reportTimeout: number;
}) {
  const recent = useSession((s) => s.recent);
  const heard = heartbeats(recent, name, reportTimeout);
  if (heard.length < 2) return null;
  const bars = heard.map(
    (how, i): Bar => ({ key: String(i), value: VALUES[how], tone: how === 'silent' ? 'warning' : 'ahead' }),
  );
  const silent = heard.filter((how) => how === 'silent').length;
  return (
    <Bars
      size="s"
      most={1}
      places={RECENT}
      bars={bars}
      label={words.heartbeats(heard.length - silent, heard.length)}
    />
  );
}
