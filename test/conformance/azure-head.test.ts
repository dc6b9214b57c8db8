import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../core/domain/account.ts';
import type { Post } from '../../core/domain/post.ts';
import { DEFAULT_PROCESSORS } from '../../core/domain/processor.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import { type AzureRig, createAzureRig, type OpenStore } from '../fakes/azure-rig.ts';
import { FAKE_START } from '../fakes/clock.ts';

// What one process hears of another through one range that it reads again and again.

let rig: AzureRig;
let worker: OpenStore;
let person: OpenStore;
let heard: (readonly Post[] | undefined)[];
beforeAll(async () => {
  rig = await createAzureRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  person = await rig.open();
  await person.accounts.put(ALICE);
  worker = await rig.open(person.workspace);
  heard = [];
  worker.posts.onChange((own) => heard.push(own));
  await looked();
});

const ALICE: Account = {
  name: 'alice',
  userId: '1',
  kind: 'x',
  premium: false,
  keysFingerprint: 'k',
  gate: { state: 'open' },
  addedAt: FAKE_START,
};
/** The worker waits for its next look. */
const looked = () => expect.poll(() => worker.clock.pending()).toBe(1);
const look = async (): Promise<void> => {
  await worker.clock.advance(MINUTE);
  await looked();
};
const ask = async () => [
  (await worker.accounts.get('alice'))?.gate.state,
  (await worker.settings.processors()).publish.count,
];

describe('a worker that listens', () => {
  it('asks nothing again that nobody changed, for half an hour', async () => {
    await ask();
    await look();
    rig.counted();
    for (let minute = 0; minute < 10; minute++) {
      await look();
      await ask();
    }
    expect(rig.tables.requests.length).toBeGreaterThan(5);
    expect(rig.tables.requests.filter(({ path }) => !path.includes('/perchposts'))).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('obeys what a person changed from its next look on, and is told of it', async () => {
    expect(await ask()).toEqual(['open', DEFAULT_PROCESSORS.publish.count]);
    await person.accounts.setGate('alice', { state: 'throttled', until: FAKE_START + HOUR, detail: '' });
    await look();
    expect((await ask())[0]).toBe('throttled');
    await person.settings.setProcessor('publish', { count: 7 });
    await look();
    expect((await ask())[1]).toBe(7);
    expect(heard).toContain(undefined);
  });

  it('is not told of what it changed itself', async () => {
    await worker.settings.setProcessor('publish', { count: 7 });
    await worker.accounts.setGate('alice', { state: 'open' });
    await look();
    await look();
    expect(heard).toEqual([]);
    expect((await ask())[1]).toBe(7);
  });

  it('remembers for five seconds that it may publish, or while its last look is as young', async () => {
    await worker.settings.pausedUntil();
    await look();
    rig.counted();
    await worker.settings.pausedUntil();
    const asked = rig.counted();
    await worker.clock.advance(5 * SECOND);
    rig.counted();
    await person.settings.setPausedUntil(FAKE_START + DAY);
    expect(await worker.settings.pausedUntil()).toBe(FAKE_START + DAY);
    expect(asked).toBeLessThanOrEqual(1);
  });
});

describe('the directory of workers', () => {
  it('believes the service, not the clocks of other machines', async () => {
    const record = { id: 'w', host: 'h', place: 'p', pid: 1, kind: 'cli', version: '1' } as const;
    const far = FAKE_START + 400 * DAY;
    await person.workers.beat({ ...record, startedAt: far, lastBeat: far, processors: [] });
    const other = await rig.open(person.workspace);
    const [shown] = await other.workers.list();
    expect(Math.abs(other.clock.now() - (shown?.lastBeat ?? 0))).toBeLessThan(10 * SECOND);
    expect(shown?.startedAt).toBe(shown?.lastBeat);
  });
});
