import { expect, test } from 'vitest';
import { chargesOf, monthOf, nextMonth } from '../../../core/domain/spending.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { MOST_AHEAD } from '../../../core/processors/batch.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { ALICE, createRig } from '../../fakes/rig.ts';

const LINK = 'see https://example.com';

async function createCapped(usd: number) {
  const rig = await createRig();
  const { store, setCap } = rig;
  await setCap(usd);
  const { charges } = store.posts;
  const statuses = async (ids: readonly string[]) =>
    (await store.posts.getMany(ids)).map(({ status }) => status);
  /** Thousandths that X billed this month, as the rows tell. */
  const billed = async () =>
    (await charges(monthOf(rig.clock.now())))
      .filter(({ kind }) => kind === 'spent')
      .reduce((sum, { milli }) => sum + milli, 0);
  return { ...rig, statuses, billed };
}

test('what would exceed the cap is held with its reason; cheaper ones still go', async () => {
  const { clock, add, get, start, x, billed } = await createCapped(0.22);
  const posts = [LINK, `${LINK}/2`, 'cheap'].map((text, i) =>
    aPost({ dueAt: FAKE_START + MINUTE + i * SECOND, parts: [{ text }] }),
  );
  await add(...posts);
  await start();
  await clock.advance(2 * MINUTE);
  expect(x.made.map(({ text }) => text)).toEqual([LINK, 'cheap']);
  expect(await billed()).toBe(215);
  expect(await get(posts[1]?.id ?? '')).toMatchObject({
    status: 'held',
    attempts: 0,
    nextTryAt: nextMonth(FAKE_START),
    reason: { kind: 'spendCap', detail: 'it costs $0.2 and $0.02 are left this month' },
  });
});

test('held posts go on when the cap is raised, and none when it is lowered', async () => {
  const { clock, add, start, setCap, statuses, x } = await createCapped(0);
  const posts = [aPost(), aPost(), aPost()];
  const ids = posts.map(({ id }) => id);
  await add(...posts);
  await start();
  await clock.advance(2 * MINUTE);
  expect(await statuses(ids)).toEqual(['held', 'held', 'held']);
  await setCap(0.03);
  await clock.advance(SECOND);
  expect((await statuses(ids)).toSorted()).toEqual(['held', 'published', 'published']);
  await setCap(0.01);
  await clock.advance(SECOND);
  expect(x.made).toHaveLength(2);
  await setCap(null);
  await clock.advance(SECOND);
  expect(await statuses(ids)).toEqual(['published', 'published', 'published']);
});

test('held posts go on with the new month, within their windows; the others are missed for it', async () => {
  const { clock, add, get, start, x } = await createCapped(0.02);
  const turn = nextMonth(FAKE_START);
  clock.setWall(turn - 3 * HOUR);
  const [first, patient, hasty] = [
    aPost({ dueAt: turn - 2 * HOUR - MINUTE }),
    aPost({ dueAt: turn - 2 * HOUR, lateWindow: 3 * HOUR }),
    aPost({ dueAt: turn - 2 * HOUR, lateWindow: HOUR }),
  ] as const;
  await add(first, patient, hasty);
  await start();
  await clock.advance(3 * HOUR - MINUTE);
  expect(x.made).toHaveLength(1);
  expect(await get(patient.id)).toMatchObject({ status: 'held' });
  expect(await get(hasty.id)).toMatchObject({
    status: 'missed',
    reason: { kind: 'late', cause: 'spendCap' },
  });
  await clock.advance(2 * MINUTE);
  expect(await get(patient.id)).toMatchObject({ status: 'published', attempts: 1 });
  expect((await get(patient.id)).parts[0]?.publishedAt).toBeGreaterThanOrEqual(turn);
});

test('a person posts one of them anyway, and only that one', async () => {
  const { clock, add, start, service, statuses } = await createCapped(0);
  const posts = [aPost({ parts: [{ text: 'a' }, { text: 'b' }] }), aPost()];
  const ids = posts.map(({ id }) => id);
  await add(...posts);
  await start();
  await clock.advance(2 * MINUTE);
  expect((await service.retry(ids[0] ?? '')).kind).toBe('ok');
  await clock.advance(SECOND);
  expect(await statuses(ids)).toEqual(['held', 'held']);
  expect((await service.postNow(ids[0] ?? '')).kind).toBe('ok');
  await clock.advance(10 * SECOND);
  expect(await statuses(ids)).toEqual(['published', 'held']);
});

test('a thread is counted whole before it begins, and finished once it has', async () => {
  const { clock, add, start, setCap, statuses, x } = await createCapped(0.03);
  const [two, three] = [2, 3].map((n) =>
    aPost({ parts: Array.from({ length: n }, (_, i) => ({ text: `${n}/${i}` })) }),
  );
  if (!two || !three) throw new Error('two threads');
  await add(three, two);
  x.scripts.push({ made: true, before: 5 * SECOND });
  await start();
  await clock.advance(MINUTE + SECOND);
  // While the first part is on its way the cap is lowered below what it costs.
  await setCap(0.001);
  await clock.advance(MINUTE);
  expect(await statuses([three.id, two.id])).toEqual(['held', 'published']);
});

test('what turns out not to be billed makes room again', async () => {
  const { clock, add, start, store, x, statuses } = await createCapped(0.015);
  await store.accounts.put({ ...ALICE, name: 'bob', userId: '2' });
  const [refused, waiting] = [
    aPost({ dueAt: FAKE_START + MINUTE }),
    aPost({ dueAt: FAKE_START + MINUTE + SECOND, account: 'bob' }),
  ];
  await add(refused, waiting);
  x.scripts.push({
    made: false,
    before: 3 * SECOND,
    answer: { kind: 'rejected', http: 400, detail: 'no' },
  });
  await start();
  await clock.advance(2 * MINUTE);
  expect(await statuses([refused.id, waiting.id])).toEqual(['failed', 'held']);
  await clock.advance(15 * MINUTE);
  expect(await statuses([waiting.id])).toEqual(['published']);
});

test.each([0.25, 0.5])('accounts that publish at once never exceed %s $ together', async (cap) => {
  const { clock, add, start, store, x, billed } = await createCapped(cap);
  const { charges } = store.posts;
  // Slow enough for others to arm between the answer and what is made of it.
  const slowly: typeof charges = async (month) => {
    const known = await charges(month);
    await clock.sleep(20);
    return known;
  };
  Object.assign(store.posts, { charges: slowly });
  const accounts = ['alice', 'bob', 'carol', 'dave'];
  for (const name of accounts.slice(1)) await store.accounts.put({ ...ALICE, name, userId: name });
  const posts = accounts.flatMap((account) =>
    Array.from({ length: 20 }, (_, i) =>
      aPost({
        account,
        dueAt: FAKE_START + MINUTE,
        parts: [{ text: i % 5 === 0 ? `${account}${i}.com` : `${account} ${i}` }],
      }),
    ),
  );
  await add(...posts);
  for (let i = 0; i < 30; i++) x.scripts.push({ made: true, before: 50, after: 50 });
  await start();
  await clock.advance(10 * MINUTE);
  expect(await billed()).toBeLessThanOrEqual(1000 * cap);
  expect(await billed()).toBeGreaterThan(1000 * cap - 20);
  const rows = await store.posts.getMany(posts.map(({ id }) => id));
  expect(rows.flatMap(chargesOf).filter(({ kind }) => kind === 'spent')).toHaveLength(x.made.length);
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['published', 'held']));
  await clock.advance(HOUR);
  expect(await billed()).toBeLessThanOrEqual(1000 * cap);
});

/** What a worker arms at most between the asking and the arm of another one. */
const ARMED_TOGETHER = MOST_AHEAD;

test.each([2, 4])(
  '%i workers of one store exceed it at most by what the others are just arming',
  async (n) => {
    const cap = 0.15;
    const { clock, add, start, billed, store, x } = await createCapped(cap);
    const { charges } = store.posts;
    const slowly: typeof charges = async (month) => {
      const known = await charges(month);
      await clock.sleep(20);
      return known;
    };
    Object.assign(store.posts, { charges: slowly });
    const accounts = ['alice', 'bob', 'carol', 'dave', 'erin', 'fred'];
    for (const name of accounts.slice(1)) await store.accounts.put({ ...ALICE, name, userId: name });
    const posts = accounts.flatMap((account) =>
      Array.from({ length: 20 }, (_, i) =>
        aPost({ account, dueAt: FAKE_START + MINUTE, parts: [{ text: `${account} ${i}` }] }),
      ),
    );
    await add(...posts);
    for (let i = 0; i < 60; i++) x.scripts.push({ made: true, before: 50, after: 50 });
    for (let i = 0; i < n; i++) await start({ exclusive: false });
    await clock.advance(10 * MINUTE);
    const most = 1_000 * cap + (n - 1) * ARMED_TOGETHER * 15;
    expect(await billed()).toBeGreaterThanOrEqual(1_000 * cap);
    expect(await billed()).toBeLessThanOrEqual(most);
    expect(15 * x.made.length).toBe(await billed());
    const once = await billed();
    await clock.advance(HOUR);
    expect(await billed()).toBe(once);
  },
);
