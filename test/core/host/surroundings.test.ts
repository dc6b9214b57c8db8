import { expect, onTestFinished, test } from 'vitest';
import type { MachineEvent } from '../../../core/domain/machine-event.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { createSurroundings } from '../../../core/host/surroundings.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig, tempFolder } from '../../fakes/rig.ts';

const NIGHT = 8 * HOUR;
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The real core beside a computer that can be put to sleep, set right or wrong, and cut off. */
async function createComputer() {
  const rig = await createRig();
  const { clock, x, store } = rig;
  const worker = await rig.start();
  const told: MachineEvent[] = [];
  let asleep = 0;
  const { publish: send } = x;
  /** X's clock stays known without a network, so posts are armed and do not get through. */
  const publish: typeof send = async (request, signal) =>
    x.reachable ? send(request, signal) : { kind: 'not-sent', detail: 'ENETUNREACH' };
  const surroundings = createSurroundings({
    home: { path: tempFolder(), store, clock, log: quiet },
    publisher: { ...x, publish, serverNow: clock.now },
    onAwake: worker.resume,
    onHurry: worker.hurry,
    onMachineEvent: (event) => told.push(event),
    machine: { uptime: () => clock.monotonic() + asleep },
  });
  // What the worker asks is heard.
  Object.assign(x, surroundings.publisher);
  onTestFinished(surroundings.close);
  const kinds = () => told.map(({ kind }) => kind);
  const sleep = (ms: number): void => {
    asleep += ms;
    clock.setWall(clock.now() + ms);
  };
  const published = (id: string) => rig.get(id).then(({ status }) => status === 'published');
  return { ...rig, worker, surroundings, told, kinds, sleep, published };
}

test('after ten minutes without a network a post goes out at once, and the outage is told of once', async () => {
  const { clock, x, add, get, told, kinds, surroundings, published } = await createComputer();
  const since = clock.now() + MINUTE;
  const post = aPost({ dueAt: since });
  await add(post);
  x.reachable = false;
  await clock.advance(MINUTE + 5 * SECOND);
  expect(surroundings.offlineSince()).toBe(since);
  await clock.advance(10 * MINUTE);
  expect(await get(post.id)).toMatchObject({ status: 'retrying', reason: { kind: 'network' } });
  expect(((await get(post.id)).nextTryAt ?? 0) - clock.now()).toBeGreaterThan(30 * SECOND);
  x.reachable = true;
  await clock.advance(15 * SECOND);
  expect(await published(post.id)).toBe(true);
  expect(surroundings.offlineSince()).toBeUndefined();
  expect(kinds()).toEqual(['offline', 'online']);
  expect(told[1]).toMatchObject({ from: since });
  expect(x.requests).toHaveLength(1);
});

test('a request that does not get through is a reason to ask, and one hiccup is no outage', async () => {
  const { clock, x, add, kinds, published } = await createComputer();
  x.scripts.push({ made: false, answer: { kind: 'not-sent', detail: 'ECONNRESET' } });
  const post = aPost({ dueAt: clock.now() + SECOND });
  await add(post);
  await clock.advance(10 * SECOND);
  expect(await published(post.id)).toBe(true);
  expect(kinds()).toEqual([]);
});

test('the word of the system is a hint: X is asked at once, and only its silence counts', async () => {
  const { clock, x, kinds, surroundings } = await createComputer();
  surroundings.networkChanged();
  await clock.advance(5 * SECOND);
  expect(kinds()).toEqual([]);
  x.reachable = false;
  surroundings.networkChanged();
  await clock.advance(5 * MINUTE);
  expect(kinds()).toEqual(['offline']);
  x.reachable = true;
  surroundings.networkChanged();
  await clock.advance(0);
  expect(kinds()).toEqual(['offline', 'online']);
});

test('a night that nobody announced: told with what it cost, and everything is looked at', async () => {
  const { clock, add, get, told, sleep, published, worker } = await createComputer();
  const from = clock.now();
  const [gone, late, later] = [HOUR, NIGHT - 20 * MINUTE, NIGHT + HOUR].map((after) =>
    aPost({ dueAt: from + after, lateWindow: HOUR }),
  ) as [ReturnType<typeof aPost>, ReturnType<typeof aPost>, ReturnType<typeof aPost>];
  await add(gone, late, later);
  sleep(NIGHT);
  await clock.advance(5 * SECOND);
  expect(told).toEqual([{ kind: 'slept', from, at: from + NIGHT + 5 * SECOND, late: 1, missed: 1 }]);
  expect((await get(gone.id)).status).toBe('missed');
  expect(await published(late.id)).toBe(true);
  expect((await get(later.id)).status).toBe('scheduled');
  // Nobody is taken for silent because of it.
  for (const { lastBeat } of worker.records()) expect(lastBeat).toBeGreaterThan(from + NIGHT);
});

test.each([HOUR, -HOUR])(
  'a clock that is set by %d ms: nothing goes out early, nothing twice',
  async (by) => {
    const { clock, x, add, told, published } = await createComputer();
    const posts = [2 * MINUTE, 40 * MINUTE, 2 * HOUR].map((after) => aPost({ dueAt: clock.now() + after }));
    await add(...posts);
    await clock.advance(3 * MINUTE);
    expect(x.requests).toHaveLength(1);
    clock.setWall(clock.now() + by);
    await clock.advance(5 * SECOND);
    expect(told).toMatchObject([{ kind: 'clockSet', by }]);
    // Forward: the second is due now, and need not wait for the timer that was armed for it.
    expect(await published(posts[1]?.id ?? '')).toBe(by > 0);
    for (const post of posts.slice(1)) {
      await clock.advanceTo(Math.max(clock.now(), (post.dueAt ?? 0) - SECOND));
      if ((post.dueAt ?? 0) > clock.now()) expect(await published(post.id)).toBe(false);
      await clock.advance(2 * SECOND);
      expect(await published(post.id)).toBe(true);
    }
    expect(x.requests).toHaveLength(3);
  },
);

test('a back-off that a clock set back would make an hour longer ends', async () => {
  const { clock, x, add, get, published } = await createComputer();
  const post = aPost({ dueAt: clock.now() });
  for (let i = 0; i < 9; i++)
    x.scripts.push({ made: false, answer: { kind: 'not-sent', detail: 'no route' } });
  await add({ ...post, dueAt: clock.now() - 2 * HOUR, lateWindow: 9 * HOUR });
  await clock.advance(30 * SECOND);
  expect(await get(post.id)).toMatchObject({ status: 'retrying' });
  clock.setWall(clock.now() - HOUR);
  await clock.advance(10 * SECOND);
  x.scripts.splice(0);
  await clock.advance(MINUTE);
  expect(await published(post.id)).toBe(true);
});

test('a computer that said it would sleep and did not goes on after two minutes', async () => {
  const { clock, x, add, worker, surroundings, published } = await createComputer();
  surroundings.suspended();
  worker.suspend();
  const post = aPost({ dueAt: clock.now() + SECOND });
  await add(post);
  await clock.advance(MINUTE);
  expect(x.requests).toHaveLength(0);
  await clock.advance(MINUTE);
  expect(await published(post.id)).toBe(true);
});
