import { beforeEach, describe, expect, it } from 'vitest';
import { activityChange, createSequence } from '../../../../core/adapters/azure/activity.ts';
import { createHead, type Head } from '../../../../core/adapters/azure/head.ts';
import { createMemory } from '../../../../core/adapters/azure/memory.ts';
import { createWorkerDirectory } from '../../../../core/adapters/azure/worker-directory.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../core/domain/time.ts';
import type { WorkerRecord } from '../../../../core/ports/worker-directory.ts';
import { createFakeClock, FAKE_START, type FakeClock } from '../../../fakes/clock.ts';
import { aPost } from '../../../fakes/post.ts';
import { createFakeRandom } from '../../../fakes/random.ts';
import { createFakePartition, type FakePartition } from './fake-partition.ts';

let partition: FakePartition;
let clock: FakeClock;
let head: Head;
let seed = 0;
const openHead = (): Head =>
  createHead(partition, { clock, random: createFakeRandom(++seed), sequence: createSequence(clock) });
beforeEach(() => {
  partition = createFakePartition();
  clock = createFakeClock();
  head = openHead();
});

let seq = FAKE_START * 1_000;
/** Something happens to a post; the key of its entry. */
const happens = async (before?: (key: string) => void): Promise<void> => {
  const { id, status } = aPost();
  const entry = { at: FAKE_START, event: 'added', part: 0, detail: '', by: 'test' } as const;
  const change = activityChange([{ ...entry, postId: id, from: null, to: status }], ++seq);
  before?.(change.key);
  await partition.commit([change]);
};

describe('a look', () => {
  it('finds what others did since the look before, once', async () => {
    await happens();
    expect(await head.look()).toBe(false);
    await happens();
    expect(await head.look()).toBe(true);
    expect(await head.look()).toBe(false);
    for (let i = 0; i < 50; i++) await happens();
    expect(await head.look()).toBe(true);
    expect(await head.look()).toBe(false);
  });

  it('does not take our own doing for news, however late it is seen', async () => {
    await head.look();
    let late = '';
    await happens(head.wrote);
    head.wrote('a_0');
    expect(await head.look()).toBe(false);
    for (let i = 0; i < 50; i++) await happens(head.wrote);
    await happens((key) => {
      late = key;
      head.wrote(key);
    });
    expect(late).not.toBe('');
    expect(await head.look()).toBe(false);
    await head.putBeat('w', { record: '{}' });
    expect(await head.look()).toBe(false);
  });

  it('is one request, except when there are suddenly many workers', async () => {
    for (let i = 0; i < 25; i++) await happens();
    await head.look();
    expect(partition.reads).toBe(1);
    for (let i = 0; i < 40; i++) await head.putBeat(`w${i}`, { record: '{}' });
    await happens();
    expect(await head.look()).toBe(true);
    const before = partition.reads;
    await happens();
    expect(await head.look()).toBe(true);
    expect(partition.reads).toBe(before + 1);
    expect(await head.beats()).toHaveLength(40);
  });
});

describe('a bell', () => {
  it('is heard by the others, not by who rang', async () => {
    const rung: string[] = [];
    const other = openHead();
    other.onRing('settings', () => rung.push('settings'));
    other.onRing('accounts', () => rung.push('accounts'));
    await Promise.all([head.look(), other.look()]);
    await head.ring('accounts');
    expect(await head.look()).toBe(false);
    expect(await other.look()).toBe(true);
    expect(rung).toEqual(['accounts']);
    expect(await other.look()).toBe(false);
  });
});

describe('what is remembered', () => {
  let asked: number;
  const memory = (of = head) =>
    createMemory(async () => ++asked, { head: of, bell: 'settings', monotonic: clock.monotonic });
  beforeEach(() => {
    asked = 0;
  });

  it('is good for five seconds when nobody listens', async () => {
    const known = memory();
    await known.get();
    await clock.advance(5 * SECOND - 1);
    expect(await known.get()).toBe(1);
    await clock.advance(1);
    expect(await known.get()).toBe(2);
  });

  it('is good for half an hour while this process listens', async () => {
    const known = memory();
    await head.look();
    await known.get();
    for (let minutes = 0; minutes < 29; minutes++) {
      await clock.advance(MINUTE);
      await head.look();
      expect(await known.get()).toBe(1);
    }
    await clock.advance(MINUTE);
    expect(await known.get()).toBe(2);
  });

  it('is forgotten when another rings, and when we write', async () => {
    const known = memory();
    await head.look();
    await known.get();
    await openHead().ring('settings');
    await head.look();
    expect(await known.get()).toBe(2);
    await known.write(async () => undefined);
    expect(await known.get()).toBe(3);
  });

  it('is good for five seconds only when it was asked before anybody listened', async () => {
    const known = memory();
    await known.get();
    await clock.advance(SECOND);
    await head.look();
    expect(await known.get()).toBe(1);
    await clock.advance(5 * SECOND);
    expect(await known.get()).toBe(2);
    await clock.advance(MINUTE);
    expect(await known.get()).toBe(2);
  });

  it('is not trusted when looks fail or have ended', async () => {
    const known = memory();
    await head.look();
    await known.get();
    partition.down = true;
    await clock.advance(2 * MINUTE - 1);
    await expect(head.look()).rejects.toThrow('down');
    expect(await known.get()).toBe(1);
    await clock.advance(1);
    expect(await known.get()).toBe(2);
    partition.down = false;
    await head.look();
    await known.get();
    const before = asked;
    head.rest();
    await clock.advance(5 * SECOND);
    expect(await known.get()).toBe(before + 1);
  });

  it('may be asked to be no older than the last look that is as young', async () => {
    const known = memory();
    await head.look();
    await known.get();
    await clock.advance(MINUTE);
    await head.look();
    expect(await known.get(5 * SECOND)).toBe(1);
    await clock.advance(5 * SECOND);
    expect(await known.get(5 * SECOND)).toBe(2);
  });

  it('is never an outage', async () => {
    let down = true;
    const known = createMemory(() => (down ? Promise.reject(new Error('down')) : Promise.resolve(1)), {
      head,
      bell: 'settings',
      monotonic: clock.monotonic,
    });
    await expect(known.get()).rejects.toThrow('down');
    down = false;
    expect(await known.get()).toBe(1);
  });
});

describe('the workers', () => {
  const record = (id: string, lastBeat: number): WorkerRecord => ({
    id,
    host: 'desk',
    place: 'p',
    pid: 1,
    kind: 'app',
    version: '1',
    startedAt: lastBeat - HOUR,
    lastBeat,
    processors: [],
  });
  const directory = () => createWorkerDirectory(head, clock.now);

  it('are as old as the service saw them, whatever their clocks say', async () => {
    await directory().beat(record('ahead', FAKE_START + 9 * DAY));
    partition.now += 10 * MINUTE;
    await directory().beat(record('behind', FAKE_START - 9 * DAY));
    partition.now += MINUTE;
    const shown = await directory().list();
    expect(shown.map(({ id }) => id)).toEqual(['behind', 'ahead']);
    // The service tells its time in whole seconds.
    const ages = shown.map(({ lastBeat }) => Math.round((clock.now() - lastBeat) / MINUTE));
    expect(ages).toEqual([1, 11]);
    expect(shown.map(({ startedAt, lastBeat }) => lastBeat - startedAt)).toEqual([HOUR, HOUR]);
  });

  it('that were silent for a day are dropped by whoever lists', async () => {
    await directory().beat(record('killed', FAKE_START));
    partition.now += DAY;
    await directory().beat(record('alive', FAKE_START));
    expect((await directory().list()).map(({ id }) => id)).toEqual(['alive']);
    expect((await head.beats()).length).toBe(1);
  });

  it('are those of the last look while there are looks, else of a read that is young', async () => {
    await directory().beat(record('a', FAKE_START));
    await head.look();
    const reads = partition.reads;
    await clock.advance(50 * SECOND);
    await directory().list();
    expect(partition.reads).toBe(reads);
    head.rest();
    await directory().list();
    await directory().list();
    expect(partition.reads).toBe(reads + 1);
    await directory().remove('a');
    expect(await directory().list()).toEqual([]);
  });
});
