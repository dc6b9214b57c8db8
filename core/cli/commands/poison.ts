import { isoUtc } from '../../domain/zone.ts';
import type { PoisonRecord, PoisonStore } from '../../ports/poison-store.ts';
import { requeuePoison } from '../../service/poison.ts';
import type { Answer, CliContext } from '../context.ts';
import { failure } from '../failure.ts';
import { facts, oneLine, plural, table } from '../format.ts';
import { withHome, withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';

/** Messages that could not be worked, kept for a person. Their posts are not affected: the row is the truth. */
export async function poisonList(context: CliContext): Promise<Answer> {
  return withHome(context, async ({ store }) => {
    const records = await store.poison.list();
    return answer(records.map(toView), () => {
      if (records.length === 0) return 'No poison messages.';
      const rows = records.map(({ id, reason, dequeueCount, poisonedAt }) => [
        id,
        isoUtc(poisonedAt),
        String(dequeueCount),
        oneLine(reason, 60),
      ]);
      return `${table(['ID', 'SINCE', 'READS', 'WHY'], rows)}\n${plural(records.length, 'message')}`;
    });
  });
}

export async function poisonShow(context: CliContext, id: string): Promise<Answer> {
  return withHome(context, async ({ store }) => {
    const record = await find(store.poison, id);
    return answer({ message: toView(record) }, () =>
      facts([
        ['Message', record.id],
        ['Why', oneLine(record.reason, 200)],
        ['Reads', String(record.dequeueCount)],
        ['Queued', isoUtc(record.insertedAt)],
        ['Put aside', isoUtc(record.poisonedAt)],
        ['Content', oneLine(record.raw, 1_000)],
      ]),
    );
  });
}

/** Back on the queue. */
export async function poisonRequeue(context: CliContext, id: string): Promise<Answer> {
  return withHomeToChange(context, async ({ store }) => {
    const record = await find(store.poison, id);
    if (!(await requeuePoison(store, record))) {
      throw failure(
        'unreadable',
        `The message ${record.id} cannot be read, so it cannot go back: \`perch poison discard\` removes it; no post depends on it.`,
      );
    }
    return answer({ requeued: record.id }, `Put ${record.id} back on the queue.`);
  });
}

export async function poisonDiscard(context: CliContext, id: string): Promise<Answer> {
  return withHomeToChange(context, async ({ store }) => {
    const record = await find(store.poison, id);
    await store.poison.remove(record.id);
    return answer({ discarded: record.id }, `Discarded ${record.id}. Its posts are not affected.`);
  });
}

function toView({ insertedAt, poisonedAt, ...rest }: PoisonRecord) {
  return { ...rest, insertedAt: isoUtc(insertedAt), poisonedAt: isoUtc(poisonedAt) };
}

async function find(poison: PoisonStore, id: string): Promise<PoisonRecord> {
  const exact = await poison.get(id);
  if (exact) return exact;
  const [only, other] = (await poison.list()).filter((record) => record.id.startsWith(id));
  if (only && !other) return only;
  if (other)
    throw failure(
      'ambiguous-id',
      `More than one message has an id that begins with "${id}": give more of it.`,
    );
  throw failure(
    'unknown-message',
    `There is no poison message "${id.slice(0, 60)}": \`perch poison list\` shows the ids.`,
  );
}
