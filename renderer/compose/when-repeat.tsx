import type { RepeatRule } from '../../core/domain/repeat.ts';
import { describeOccurrence, describeRepeat } from '../../core/domain/repeat-words.ts';
import { beginSeries, upcoming } from '../../core/domain/series.ts';
import type { Instant } from '../../core/domain/time.ts';
import { zoned } from '../../core/domain/zone.ts';
import type { RepeatDraft } from '../state/planned-time.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Stack } from '../ui/layout.tsx';
import { Select } from '../ui/select.tsx';
import { Text } from '../ui/text.tsx';
import type { Planning } from './when-planned.ts';
import { RepeatDetails } from './when-repeat-details.tsx';

const words = strings.repeat;
const SHOWN = 3;

/** Whether the post goes out again and again, in words, with its next times. */
export function WhenRepeat({ planning }: { readonly planning: Planning }) {
  const { compositions } = useServices();
  const { composition, planned, now } = planning;
  const series = useSeries(composition.id, composition.editing !== null);
  const { repeat } = composition;
  const choose = (id: string): void => {
    const at = planned.kind === 'ok' ? planned.at : now;
    const zone = planned.kind === 'ok' ? planned.zone : 'UTC';
    compositions.set(({ repeat: _, ...current }) => {
      if (id === 'asItIs' || (id === 'none' && !series)) return current;
      if (id === 'none') return { ...current, repeat: null };
      const every = id as RepeatDraft['every'];
      return { ...current, repeat: repeat ? { ...repeat, every } : draftOf(every, at, zone) };
    });
  };
  return (
    <Stack gap={2}>
      <Select
        look="inline"
        label={words.label}
        choices={choicesOf(series)}
        value={repeat ? repeat.every : repeat === null || !series ? 'none' : 'asItIs'}
        onChange={choose}
      />
      {series && <Text look="small">{words.series}</Text>}
      {repeat && <RepeatDetails draft={repeat} />}
      {repeat && <Preview planning={planning} />}
    </Stack>
  );
}

/** The rule of the stored post that is being changed, if its series goes on. */
function useSeries(id: string, isEditing: boolean): RepeatRule | undefined {
  const { posts } = useServices();
  const repeat = useStore(posts, (s) => s.open.find((post) => post.id === id)?.repeat);
  return isEditing && repeat && repeat.next === undefined ? repeat.rule : undefined;
}

function choicesOf(series: RepeatRule | undefined) {
  const { none, day, week, month } = words.every;
  return [
    ...(series ? [{ id: 'asItIs', label: words.asItIs(describeRepeat(series)) }] : []),
    { id: 'none', label: series ? words.endsHere : none },
    { id: 'day', label: day },
    { id: 'week', label: week },
    { id: 'month', label: month },
  ];
}

/** Every day, week or month from then on, without an end. */
function draftOf(every: RepeatDraft['every'], at: Instant, zone: string): RepeatDraft {
  const date = zoned(at, zone).toPlainDate();
  return {
    every,
    interval: 1,
    weekdays: [date.dayOfWeek],
    ends: 'never',
    until: date.add({ months: 3 }).toString(),
    times: 10,
  };
}

/** The rule and what follows the post, or why there is no such rule. */
function Preview({ planning }: { readonly planning: Planning }) {
  const { composition, planned } = planning;
  if (planned.kind === 'error')
    return planned.code === 'repeat' ? (
      <Banner tone="danger" isPlain>
        {planned.message}
      </Banner>
    ) : null;
  const { repeat: rule, at } = planned;
  if (!rule) return null;
  const next = upcoming(beginSeries(rule, composition.id, at), at, SHOWN);
  return (
    <Stack gap={1}>
      <Text as="p">
        <Text as="strong">{capital(describeRepeat(rule))}</Text>
      </Text>
      <Text as="p" look="small">
        {next.length === 0
          ? words.last
          : words.next(next.map((one) => describeOccurrence(one, rule)).join('; '))}
      </Text>
    </Stack>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
