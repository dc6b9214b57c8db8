import { CircleCheck, CircleDashed, CircleSlash, Laptop, Server } from 'lucide-react';
import type { ProcessorRecord } from '../../core/domain/health.ts';
import type { Instant } from '../../core/domain/time.ts';
import { distance } from '../../core/domain/zone.ts';
import type { WorkerView } from '../../core/rpc/contract.ts';
import { useNow } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Card, Facts } from '../ui/card.tsx';
import { Chip } from '../ui/chip.tsx';
import { Grid, Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.health;

/** Everybody who publishes from the same storage, as each last told of itself. */
export function Workers({ workers }: { readonly workers: readonly WorkerView[] }) {
  return (
    <Stack gap={2}>
      <Inline gap={2} align="baseline" wrap>
        <Text as="h2" look="label">
          {words.workers}
        </Text>
        <Text look="small">{words.workersText}</Text>
      </Inline>
      {workers.length === 0 ? (
        <Text look="soft">{words.noWorkers}</Text>
      ) : (
        <Grid>
          {workers.map((worker) => (
            <WorkerCard key={worker.id} worker={worker} />
          ))}
        </Grid>
      )}
    </Stack>
  );
}

function WorkerCard({ worker }: { readonly worker: WorkerView }) {
  const { host, kind, version, startedAt, lastBeat, processors, self, live } = worker;
  const Icon = kind === 'app' ? Laptop : Server;
  const facts = [
    { name: words.workerSeen, value: <Ago at={lastBeat} /> },
    { name: words.workerSince, value: <Ago at={startedAt} /> },
    { name: words.workerVersion, value: version },
    ...(live ? [{ name: words.workerDoing, value: doing(processors) }] : []),
  ];
  return (
    <Card aria-label={host}>
      <Inline spread wrap>
        <Inline>
          <Icon size={18} aria-hidden />
          <Text as="h3" look="title">
            {host}
          </Text>
        </Inline>
        <State worker={worker} />
      </Inline>
      <Text look="small">
        {self ? `${words.thisWorker} · ${words.workerKinds[kind]}` : words.workerKinds[kind]}
      </Text>
      <Facts facts={facts} />
    </Card>
  );
}

function State({ worker: { live, processors } }: { readonly worker: WorkerView }) {
  const [Icon, tone, text] = !live
    ? ([CircleSlash, 'neutral', words.workerGone] as const)
    : processors.length === 0
      ? ([CircleDashed, 'warning', words.workerStarting] as const)
      : ([CircleCheck, 'success', words.workerAtWork] as const);
  return (
    <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
      {text}
    </Chip>
  );
}

function doing(processors: readonly ProcessorRecord[]): string {
  const busy = processors.filter(({ state }) => state !== 'idle');
  if (busy.length === 0) return words.waitingForPosts;
  return busy
    .map(({ name, state }) => `${strings.processors[name].title}: ${strings.processorStates[state]}`)
    .join(', ');
}

function Ago({ at }: { readonly at: Instant }) {
  const now = useNow();
  return <>{distance(Math.min(at, now), now)}</>;
}
