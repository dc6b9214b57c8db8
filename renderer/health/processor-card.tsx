import { restartDelay } from '../../core/domain/backoff.ts';
import type { ProcessorRecord, ProcessorState } from '../../core/domain/health.ts';
import { DEFAULT_PROCESSORS, type ProcessorName } from '../../core/domain/processor.ts';
import { SECOND } from '../../core/domain/time.ts';
import { useNow, useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text, type Tone } from '../ui/text.tsx';
import { Ago, HealthCard, type HealthState } from './health-card.tsx';
import { HeartbeatStrip } from './heartbeats.tsx';
import { PROCESSOR_ICONS, STATE_ICONS } from './icons.ts';

const words = strings.health;

type CardProps = { readonly record: ProcessorRecord };

/** One processor: how it is, when it was last heard of, and what went wrong. */
export function ProcessorCard({ record }: CardProps) {
  const { title, text } = strings.processors[record.name];
  const settings = useSession((s) => (s.overview?.settings ?? DEFAULT_PROCESSORS)[record.name]);
  return (
    <HealthCard
      title={title}
      icon={PROCESSOR_ICONS[record.name]}
      state={useProcessorState(record)}
      text={text}
      facts={factsOf(record)}
    >
      <HeartbeatStrip name={record.name} reportTimeout={settings.reportTimeout} />
      <Controls name={record.name} isOn={settings.enabled} />
      {record.lastError !== null && (
        <Text look="small" tone="danger">
          {words.lastError}: {record.lastError}
        </Text>
      )}
    </HealthCard>
  );
}

type ControlsProps = { readonly name: ProcessorName; readonly isOn: boolean };

function Controls({ name, isOn }: ControlsProps) {
  const { session, toasts } = useServices();
  const complain = (message: string) => toasts.show({ tone: 'danger', message });
  const set = (enabled: boolean): void => {
    session
      .worker()
      .setProcessor(name, { enabled })
      .then(
        (result) => result.kind === 'refused' && complain(result.message),
        () => complain(strings.errors.workerAway),
      );
  };
  return (
    <Inline spread>
      <Switch label={strings.machinery.switchedOn} isOn={isOn} onChange={set} />
      <Button
        size="s"
        isDisabled={!isOn}
        onPress={() =>
          void session
            .worker()
            .runNow(name)
            .catch(() => complain(strings.errors.workerAway))
        }
      >
        {strings.machinery.runNow}
      </Button>
    </Inline>
  );
}

function factsOf({ lastBeat, lastWorked, restarts, failures }: ProcessorRecord) {
  const wait = `${restartDelay(failures) / SECOND} s`;
  return [
    { name: words.beat, value: <Ago at={lastBeat} /> },
    { name: words.worked, value: lastWorked === null ? words.never : <Ago at={lastWorked} /> },
    { name: words.restarts, value: restarts },
    { name: words.backoff, value: failures === 0 ? words.noBackoff : words.backoffStep(failures, wait) },
  ];
}

const TONES: Readonly<Record<ProcessorState | 'silent', Tone>> = {
  starting: 'neutral',
  idle: 'success',
  working: 'active',
  'backing-off': 'warning',
  paused: 'neutral',
  stopped: 'neutral',
  silent: 'danger',
};

function useProcessorState(record: ProcessorRecord): HealthState {
  const now = useNow();
  const settings = useSession((s) => s.overview?.settings ?? DEFAULT_PROCESSORS);
  const isSilent = now - record.lastBeat > settings[record.name].reportTimeout;
  // A heartbeat too old to trust: what it last said of itself does not count.
  const state = isSilent ? 'silent' : record.state;
  return { icon: STATE_ICONS[state], tone: TONES[state], text: strings.processorStates[state] };
}
