import { DEFAULT_LATE_POLICY } from '../../core/domain/late.ts';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import type { JobQueue, Message, PublishHint } from '../../core/ports/job-queue.ts';
import type { Store } from '../../core/ports/store.ts';
import type { StoredMessage } from './database.ts';
import { createAsk, createPosts, notSimulated, type Shared } from './post-ports.ts';
import type { Process } from './process.ts';

/** The whole store as one process sees it. */
export function createStore(shared: Shared, process: Process): Omit<Store, 'content'> {
  const { database, plan, notices } = shared;
  const { read, write } = createAsk(shared, process);
  const changed = (): void => notices.changed(process, []);
  return {
    posts: createPosts(shared, process),
    queue: createQueue(shared, process),
    poison: {
      put: (record) => write('poison', () => void database.poison.set(record.id, record)),
      list: () => read('poison', () => [...database.poison.values()]),
      get: (id) => read('poison', () => database.poison.get(id)),
      remove: (id) => write('poison', () => database.poison.delete(id)),
      count: () => read('poison', () => database.poison.size),
    },
    accounts: {
      list: () => read('accounts', () => [...database.accounts.values()]),
      get: (name) => read('account', () => database.accounts.get(name)),
      put: (account) => write('account', () => void database.accounts.set(account.name, account)),
      setGate: (name, gate) =>
        write('gate', () => {
          const account = database.accounts.get(name);
          shared.world.say(() => `${process.name}: the gate of ${name} is ${gate.state}`);
          if (account) database.accounts.set(name, { ...account, gate });
          changed();
        }),
      remove: (name) => write('account', () => database.accounts.delete(name)),
    },
    settings: {
      // Remembered for some seconds by a shared store, so an outage is seldom seen here.
      processors: () => read('settings', () => database.processors),
      setProcessor: (name, patch) =>
        write('settings', () => {
          database.processors[name] = { ...database.processors[name], ...patch };
          changed();
          return database.processors[name];
        }),
      pausedUntil: () => read('settings', () => database.pausedUntil),
      setPausedUntil: (until) =>
        write('settings', () => {
          database.pausedUntil = until;
          changed();
        }),
      late: () => read('settings', () => DEFAULT_LATE_POLICY),
      setLate: notSimulated,
      plans: () => read('settings', () => ({})),
      setPlan: notSimulated,
      spendCap: () => Promise.resolve(null),
      setSpendCap: notSimulated,
      // A worker asks whenever it asks for the pause, with the same answer.
      seal: () => Promise.resolve(undefined),
      changeSeal: notSimulated,
      chosen: notSimulated,
      adopt: notSimulated,
    },
    workers: {
      beatEvery: plan.kind === 'local' ? 15 * SECOND : 2 * MINUTE,
      beat: (record) => write('beat', () => void database.workers.set(record.id, record)),
      list: () => read('workers', () => [...database.workers.values()]),
      remove: (id) => write('workers', () => void database.workers.delete(id)),
    },
    close: () => {},
  };
}

/** Hints may be lost, doubled and hidden. A local queue counts in the machine's wall clock, a shared one in its own. */
function createQueue(shared: Shared, process: Process): JobQueue<PublishHint> {
  const { database, plan, faults, world } = shared;
  const { messages } = database;
  const { read, write } = createAsk(shared, process);
  const now = (): number => (plan.kind === 'local' ? process.clock.now() : world.now());
  let made = 0;
  const receipt = (): string => `${process.name}-${++made}`;
  const mine = (message: Message<PublishHint>): StoredMessage | undefined =>
    messages.find((stored) => stored.id === message.id && stored.receipt === message.receipt);
  const isOff = (): boolean => faults.dice.chance(faults.weather().queue);

  const add = (body: PublishHint): void => {
    const copies = isOff() ? faults.dice.pick([0, 2]) : 1;
    for (let i = 0; i < copies; i++)
      messages.push({ id: receipt(), body, insertedAt: now(), visibleAt: 0, dequeueCount: 0, receipt: '' });
  };
  return {
    send: (bodies) => write('queue', () => bodies.forEach(add)),
    receive: ({ max, visibility }) =>
      read('queue', () => {
        const due = messages.filter(({ visibleAt }) => visibleAt <= now()).slice(0, Math.min(max, 32));
        for (const message of due) {
          message.visibleAt = now() + visibility;
          message.dequeueCount += 1;
          message.receipt = receipt();
        }
        if (plan.kind === 'shared' && due.length > 0 && isOff()) throw faults.error(process, 'after');
        return due.map((message) => ({ ...message, raw: '' }));
      }),
    extend: (message, visibility) =>
      read('queue', () => {
        const stored = mine(message);
        if (!stored) return undefined;
        stored.visibleAt = now() + visibility;
        stored.receipt = receipt();
        return { ...message, receipt: stored.receipt };
      }),
    complete: (done) =>
      write('queue', () => {
        for (const message of done) {
          const stored = mine(message);
          if (stored) messages.splice(messages.indexOf(stored), 1);
        }
      }),
    release: (message, delay) =>
      write('queue', () => {
        const stored = mine(message);
        if (stored) stored.visibleAt = now() + delay;
      }),
    depth: () => read('queue', () => ({ messages: messages.length })),
  };
}
