import { useEffect, useState } from 'react';
import type { PoisonRecord } from '../../core/domain/poison.ts';
import type { SettingResult, WorkerApi } from '../../core/rpc/contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { plainWords, strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Code, Text } from '../ui/text.tsx';
import { Ago } from './health-card.tsx';

const words = strings.machinery;

/** Messages that could not be worked: what they are, why, and the two things that can be done with them. */
export function PoisonList() {
  const count = useSession((s) => s.overview?.health.queue.poison ?? 0);
  const { records, read } = usePoison(count);
  if (count === 0 || records.length === 0) return null;
  return (
    <Stack gap={2} as="section" aria-label={words.poison}>
      <Text as="h2" look="label">
        {words.poison}
      </Text>
      <Text look="soft">{words.poisonText}</Text>
      {records.map((record) => (
        <Message key={record.id} record={record} onDone={read} />
      ))}
    </Stack>
  );
}

/** Read anew whenever their number changes. */
function usePoison(count: number) {
  const { session } = useServices();
  const [records, setRecords] = useState<readonly PoisonRecord[]>([]);
  const read = (): void => {
    if (session.get().link !== 'open') return;
    session
      .worker()
      .poison()
      .then(setRecords, () => undefined);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number is what tells of a change.
  useEffect(read, [count]);
  return { records, read };
}

type MessageProps = { readonly record: PoisonRecord; readonly onDone: () => void };

function Message({ record, onDone }: MessageProps) {
  const { id, reason, raw, dequeueCount, poisonedAt } = record;
  const { requeue, discard } = useDecisions(id, onDone);
  return (
    <Card aria-label={words.message(id)}>
      <Text>{plainWords(reason)}</Text>
      <Text look="small">
        {words.reads(dequeueCount)} <Ago at={poisonedAt} />
      </Text>
      <Code>{raw.length > 600 ? `${raw.slice(0, 600)}…` : raw}</Code>
      <Inline wrap>
        <Button size="s" onPress={requeue}>
          {words.requeue}
        </Button>
        <Button size="s" look="quiet" onPress={discard}>
          {words.discard}
        </Button>
      </Inline>
    </Card>
  );
}

function useDecisions(id: string, onDone: () => void) {
  const { session, toasts, undo } = useServices();
  const run = async (call: (worker: WorkerApi) => Promise<SettingResult>): Promise<boolean> => {
    const result = await call(session.worker()).catch(() => ({
      kind: 'refused' as const,
      message: strings.errors.workerAway,
    }));
    onDone();
    if (result.kind === 'refused') toasts.show({ tone: 'danger', message: result.message });
    return result.kind === 'ok';
  };
  const throwAway = () => run((worker) => worker.discardPoison(id));
  return {
    requeue: () =>
      void run((worker) => worker.requeuePoison(id)).then((done) => {
        if (done) toasts.show({ tone: 'success', message: words.requeued });
      }),
    discard: () =>
      void throwAway().then((done) => {
        if (!done) return;
        undo.did({
          message: words.discarded,
          undo: () => run((worker) => worker.restorePoison(id)),
          redo: throwAway,
        });
      }),
  };
}
