import { createHandedOut } from '../../domain/abandoned.ts';
import { pack, unpack } from '../../domain/envelope.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue, Message } from '../../ports/job-queue.ts';
import type { Random } from '../../ports/random.ts';
import type { Database } from './database.ts';

export type JobQueueOptions<T> = {
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  /** The body as a `T`, or undefined when it is none. */
  readonly parse: (raw: unknown) => T | undefined;
  /**
   * Told of each message that was received here and came back because it was neither completed, extended nor
   * released: a bug of the receiver that would otherwise show only as lateness.
   */
  readonly onAbandoned?: (message: Message<T>) => void;
};

const MAX_BATCH = 32;

// The plan of each is tested.
const QUERIES = {
  // 0, not "now": a clock that is set back must not hide what was sent before.
  send: `INSERT INTO messages (id, queue, raw, inserted_at, visible_at, dequeue_count) VALUES (?, ?, ?, ?, 0, 0)`,
  receive: `UPDATE messages SET visible_at = ?, dequeue_count = dequeue_count + 1, receipt = ? WHERE seq IN
    (SELECT seq FROM messages WHERE queue = ? AND visible_at <= ? ORDER BY seq LIMIT ?) RETURNING *`,
  extend: 'UPDATE messages SET visible_at = ?, receipt = ? WHERE id = ? AND receipt = ?',
  release: 'UPDATE messages SET visible_at = ?, receipt = NULL WHERE id = ? AND receipt = ?',
  complete: 'DELETE FROM messages WHERE id = ? AND receipt = ?',
  depth: `SELECT count(*) AS messages, (SELECT inserted_at FROM messages WHERE queue = ?1 ORDER BY seq LIMIT 1) AS oldest
    FROM messages WHERE queue = ?1`,
} as const;

type MessageRow = {
  readonly seq: number;
  readonly id: string;
  readonly raw: string;
  readonly inserted_at: number;
  readonly dequeue_count: number;
  readonly receipt: string;
};

/** A typed queue in the table `messages`. Times are wall-clock, as several processes share it. */
export function createJobQueue<T>(db: Database, options: JobQueueOptions<T>): JobQueue<T> {
  const { name, clock, random, parse } = options;
  const open = createHandedOut<Message<T>>(clock.monotonic, options.onAbandoned);
  const toMessage = (row: MessageRow): Message<T> => ({
    id: row.id,
    body: unpack(row.raw, parse),
    raw: row.raw,
    dequeueCount: row.dequeue_count,
    insertedAt: row.inserted_at,
    receipt: row.receipt,
  });
  return {
    send: async (bodies) => {
      const raws = bodies.map(pack);
      if (raws.length === 0) return;
      db.transaction(() => {
        for (const raw of raws) db.run(QUERIES.send, random.uuid(), name, raw, clock.now());
      });
    },
    receive: async ({ max, visibility }) => {
      open.report();
      const now = clock.now();
      const limit = Math.min(Math.max(1, max), MAX_BATCH);
      const rows = db.all<MessageRow>(QUERIES.receive, now + visibility, random.uuid(), name, now, limit);
      const messages = [...rows].sort((a, b) => a.seq - b.seq).map(toMessage);
      for (const message of messages) open.add(message, visibility);
      return messages;
    },
    extend: async (message, visibility) => {
      const receipt = random.uuid();
      open.remove(message);
      if (db.run(QUERIES.extend, clock.now() + visibility, receipt, message.id, message.receipt) === 0)
        return undefined;
      const extended = { ...message, receipt };
      open.add(extended, visibility);
      return extended;
    },
    complete: async (messages) => {
      if (messages.length === 0) return;
      db.transaction(() => {
        for (const { id, receipt } of messages) db.run(QUERIES.complete, id, receipt);
      });
      for (const message of messages) open.remove(message);
    },
    release: async (message, delay) => {
      db.run(QUERIES.release, clock.now() + delay, message.id, message.receipt);
      open.remove(message);
    },
    depth: async () => {
      const row = db.one<{ messages: number; oldest: number | null }>(QUERIES.depth, name);
      return { messages: row?.messages ?? 0, ...(row?.oldest != null && { oldest: row.oldest }) };
    },
  };
}
