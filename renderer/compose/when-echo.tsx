import { CircleAlert } from 'lucide-react';
import { DAY, type Instant } from '../../core/domain/time.ts';
import { abbreviation, clock, distance, formatInstant, isoInZone, zoned } from '../../core/domain/zone.ts';
import { isSlotWish, type Planned } from '../state/planned-time.ts';
import { useServices } from '../state/services.tsx';
import { whenWords } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import type { Planning } from './when-planned.ts';

const words = strings.when;
const YEAR = 366 * DAY;

type EchoProps = {
  readonly planning: Planning;
  readonly zone: string;
  readonly onPostNow: () => void;
};

/** What the words were understood to mean, or what is wrong with them and the ways out. */
export function WhenEcho({ planning, zone, onPostNow }: EchoProps) {
  const { planned, composition, now } = planning;
  const isEmpty = composition.when.trim() === '';
  if (planned.kind === 'error') {
    if (isEmpty && planned.code === 'no-slot') return <Text look="soft">{words.noSlots}</Text>;
    if (planned.code === 'repeat') return null;
    return <Trouble error={planned} {...{ zone, now, onPostNow }} />;
  }
  return (
    <Stack gap={1}>
      <Text as="p">
        {isSlotWish(composition.when) && isEmpty && <Text look="soft">{words.empty} </Text>}
        <Text as="strong">{formatInstant(planned.at, zone, { zoneName: false })}</Text>
        <Text look="soft"> · {distance(planned.at, now)}</Text>
      </Text>
      {planned.notes.map((note) => (
        <Banner key={note} tone="info" isPlain>
          {note}
        </Banner>
      ))}
      {planned.twin !== undefined && <Twin at={planned.twin} zone={zone} />}
      {planned.at - now > YEAR && (
        <Banner tone="warning" isPlain>
          {words.farAway}
        </Banner>
      )}
    </Stack>
  );
}

/** Clocks show the time twice: this is the way to the second. */
function Twin({ at, zone }: { readonly at: Instant; readonly zone: string }) {
  const { compositions } = useServices();
  return (
    <Inline>
      <Button size="s" onPress={() => compositions.setWhen(isoInZone(at, zone))}>
        {words.useTwin(abbreviation(at, zone))}
      </Button>
    </Inline>
  );
}

type TroubleProps = Omit<EchoProps, 'planning'> & {
  readonly error: Extract<Planned, { kind: 'error' }>;
  readonly now: Instant;
};

function Trouble({ error, zone, now, onPostNow }: TroubleProps) {
  const { compositions } = useServices();
  const { code, message, unknown = [], near = [] } = error;
  const ways =
    code === 'past' ? near.map((at) => tomorrow(at, zone, now)) : near.map((at) => exactly(at, zone));
  // The words are marked one by one, so the sentence need not name them again.
  const advice = unknown.length > 0 ? message.slice(message.indexOf('; ') + 2) : message;
  return (
    <Stack gap={1}>
      {unknown.length > 0 && (
        <Inline gap={1} wrap>
          {unknown.map((word) => (
            <Chip key={word} tone="danger" icon={<CircleAlert size={12} aria-hidden />}>
              {words.notUnderstood(word)}
            </Chip>
          ))}
        </Inline>
      )}
      <Text as="p" {...(unknown.length > 0 ? { look: 'small' } : { tone: 'danger' })}>
        {advice.charAt(0).toUpperCase() + advice.slice(1)}
      </Text>
      {ways.length > 0 && (
        <Inline gap={2} wrap role="group" aria-label={words.waysOut}>
          {code === 'past' && (
            <Button size="s" onPress={onPostNow}>
              {words.postNow}
            </Button>
          )}
          {ways.map(({ label, when }) => (
            <Button key={when} size="s" onPress={() => compositions.setWhen(when)}>
              {label}
            </Button>
          ))}
        </Inline>
      )}
    </Stack>
  );
}

const exactly = (at: Instant, zone: string) => ({
  label: formatInstant(at, zone, { zoneName: false }),
  when: isoInZone(at, zone),
});

/** The same time of day, on the day after today. */
function tomorrow(past: Instant, zone: string, now: Instant) {
  const time = zoned(past, zone).toPlainTime();
  const next = zoned(now, zone)
    .toPlainDate()
    .add({ days: 1 })
    .toZonedDateTime({ timeZone: zone, plainTime: time });
  return { label: words.sameTime(clock(next)), when: whenWords(next.epochMilliseconds, zone, now) };
}
