import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Post, wakeAt } from '../../core/domain/post.ts';
import { TRANSITIONS } from '../../core/domain/status.ts';
import { HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import { canMove, movePost } from '../../core/domain/transition.ts';
import { type AzureRig, createAzureRig, type OpenStore } from '../fakes/azure-rig.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aPost } from '../fakes/post.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { aRepeatingPost } from '../fakes/series.ts';
import { ADDED, mover } from './post-store.ts';

let rig: AzureRig;
beforeAll(async () => {
  rig = await createAzureRig();
});
afterAll(() => rig.close());

const ROUNDS = 40;

/** Any event that its status allows, most of them leaving it somewhere where it can be moved again. */
function anyMove(post: Post, choose: (count: number) => number) {
  const known = Object.keys(TRANSITIONS[post.status]) as Parameters<typeof movePost>[1][];
  const events = known.filter((event) => canMove(post, event));
  const event = events[choose(events.length)];
  if (event === undefined || event === 'published' || event === 'partPublished') return undefined;
  const dueAt = FAKE_START + choose(3) * MINUTE;
  const nextTryAt = choose(2) ? FAKE_START + choose(3) * HOUR : null;
  return movePost(post, event, mover(), { dueAt, nextTryAt });
}

it.each([1, 2, 3])(
  'no post that wakes is ever without its wake row, whatever workers do (%i)',
  async (seed) => {
    const random = createFakeRandom(seed);
    const choose = (count: number): number => Math.floor(random.fraction() * count);
    const first = await rig.open();
    const workers: readonly OpenStore[] = [first, await rig.open(first.workspace)];
    const posts = Array.from({ length: 12 }, (_, i) =>
      i % 2 === 0 ? aPost() : aRepeatingPost('weekly', { dueAt: FAKE_START + MINUTE }),
    );
    await first.posts.insert(posts, ADDED);
    let moved = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const known = await first.posts.getMany(posts.map(({ id }) => id));
      const works = Array.from({ length: 10 }, async () => {
        const worker = workers[choose(2)] ?? first;
        const post = known[choose(known.length)];
        const move = post && anyMove(post, choose);
        const result = move && (await worker.posts.move(move));
        if (result?.kind === 'moved') moved += 1;
      });
      if (choose(4) === 0) works.push(first.posts.mend(FAKE_START + HOUR));
      if (choose(3) === 0) works.push(...workers.map((worker) => worker.clock.advance(SECOND)));
      await Promise.all(works);
      await expectFindable(first.workspace, posts);
    }
    expect(moved).toBeGreaterThan(ROUNDS);
  },
);

async function expectFindable(workspace: string, posts: readonly Post[]): Promise<void> {
  const stranger = await rig.open(workspace);
  const stored = await stranger.posts.getMany(posts.map(({ id }) => id));
  const found = await stranger.posts.due(FAKE_START + 100 * HOUR, 500);
  const versions = new Map(found.posts.map(({ id, version }) => [id, version]));
  const waiting = stored.filter((post) => wakeAt(post) !== null);
  expect(waiting.map(({ id }) => [id, versions.get(id)])).toEqual(
    waiting.map(({ id, version }) => [id, version]),
  );
}
