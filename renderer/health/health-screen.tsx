import type { ReactNode } from 'react';
import type { QueueDepth } from '../../core/domain/health.ts';
import { distance } from '../../core/domain/zone.ts';
import { useNow, useServices, useSession } from '../state/services.tsx';
import { localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Card, Figure } from '../ui/card.tsx';
import { Page } from '../ui/frame.tsx';
import { Grid, Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { Computer, SleepHint } from './computer.tsx';
import { Mishaps } from './mishaps.tsx';
import { Pictures } from './pictures.tsx';
import { PoisonList } from './poison-list.tsx';
import { ProcessorCard } from './processor-card.tsx';
import { Reasons } from './reasons.tsx';
import { SelfTest } from './self-test.tsx';
import { healthSentence } from './sentence.ts';
import { Workers } from './workers.tsx';

const words = strings.health;

type HealthScreenProps = {
  readonly onShowAttention: () => void;
  readonly onShowSettings: () => void;
  /** About the keys on this computer. */
  readonly notes: ReactNode;
};

/** How Perch is: the sentence first, then the reasons, then the machinery. */
export function HealthScreen({ onShowAttention, onShowSettings, notes }: HealthScreenProps) {
  const overview = useSession((s) => s.overview);
  return (
    <Page>
      <Stack gap={2}>
        <Text as="h2" look="label">
          {words.title}
        </Text>
        <Sentence />
      </Stack>
      {notes}
      {overview && (
        <>
          <Reasons
            health={overview.health}
            onShowAttention={onShowAttention}
            onShowSettings={onShowSettings}
          />
          <Stack gap={2}>
            <Text as="h2" look="label">
              {words.queue}
            </Text>
            <Depth queue={overview.health.queue} />
          </Stack>
          <PoisonList />
          <SleepHint />
          <Pictures onShowSettings={onShowSettings} />
          {overview.storage.kind === 'azure' && <Workers workers={overview.workers} />}
          <Stack gap={2}>
            <Text as="h2" look="label">
              {words.processors}
            </Text>
            <Grid>
              {overview.health.processors.map((record) => (
                <ProcessorCard key={record.name} record={record} />
              ))}
            </Grid>
          </Stack>
          <Stack gap={2}>
            <Text as="h2" look="label">
              {strings.machinery.computer}
            </Text>
            <Computer />
            <Mishaps />
            <SelfTest />
          </Stack>
        </>
      )}
    </Page>
  );
}

function Sentence() {
  const { session } = useServices();
  const snapshot = useSession((s) => s);
  const now = useNow();
  const { main, more } = healthSentence(snapshot, now, localZone());
  return (
    <Inline spread wrap gap={3} align="start">
      <Text as="h1" look="hero">
        {main} <Text look="soft">{more}</Text>
      </Text>
      {snapshot.shell?.worker === 'failed' && (
        <Button look="primary" onPress={() => void session.shell().restartWorker()}>
          {strings.strip.restart}
        </Button>
      )}
    </Inline>
  );
}

const DEPTHS = ['due', 'waiting', 'messages', 'poison'] as const satisfies readonly (keyof QueueDepth)[];

function Depth({ queue }: { readonly queue: QueueDepth }) {
  const now = useNow();
  return (
    <Card aria-label={words.queue}>
      <Inline gap={5} wrap>
        {DEPTHS.map((name) => (
          <Figure key={name} value={queue[name]} name={words.depth[name]} />
        ))}
      </Inline>
      {queue.oldestDue !== undefined && (
        <Text look="small">{words.oldestDue(distance(queue.oldestDue, now))}</Text>
      )}
    </Card>
  );
}
