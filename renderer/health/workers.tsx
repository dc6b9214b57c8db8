import { CircleCheck, CircleDashed, CircleSlash, Laptop, Server } from 'lucide-react';
import type { ProcessorRecord } from '../../core/domain/health.ts';
import type { WorkerView } from '../../core/rpc/contract.ts';
import { strings } from '../strings.ts';
import { Grid, Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { Ago, HealthCard, type HealthState } from './health-card.tsx';

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
  const facts = [
    { name: words.workerSeen, value: <Ago at={lastBeat} /> },
    { name: words.workerSince, value: <Ago at={startedAt} /> },
    { name: words.workerVersion, value: version },
    ...(live ? [{ name: words.workerDoing, value: doing(processors) }] : []),
  ];
  return (
    <HealthCard
      title={host}
      icon={kind === 'app' ? Laptop : Server}
      state={stateOf(worker)}
      text={self ? `${words.thisWorker} · ${words.workerKinds[kind]}` : words.workerKinds[kind]}
      facts={facts}
    />
  );
}

function stateOf({ live, processors }: WorkerView): HealthState {
  if (!live) return { icon: CircleSlash, tone: 'neutral', text: words.workerGone };
  return processors.length === 0
    ? { icon: CircleDashed, tone: 'warning', text: words.workerStarting }
    : { icon: CircleCheck, tone: 'success', text: words.workerAtWork };
}

function doing(processors: readonly ProcessorRecord[]): string {
  const busy = processors.filter(({ state }) => state !== 'idle');
  if (busy.length === 0) return words.waitingForPosts;
  return busy
    .map(({ name, state }) => `${strings.processors[name].title}: ${strings.processorStates[state]}`)
    .join(', ');
}
