import { afterAll, beforeAll, expect, it } from 'vitest';
import { movePost } from '../../core/domain/transition.ts';
import { type AzureRig, createAzureRig } from '../fakes/azure-rig.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, mover } from './post-store.ts';

// A row that is changed keeps what is not said anew, so what an edit makes shorter must not shine through.

let rig: AzureRig;
beforeAll(async () => {
  rig = await createAzureRig();
});
afterAll(() => rig.close());

it('a thread that was long, short and long again is each time what was written last', async () => {
  const { posts } = await rig.open();
  const thread = (text: string, parts: number) =>
    Array.from({ length: parts }, (_, i) => ({ text: text + i }));
  // Too large to travel with its row; a reason that fills several properties; and neither.
  const detail = 'because '.repeat(10_000);
  const versions = [
    { parts: thread('a'.repeat(10_000), 8), reason: null },
    { parts: thread('short', 2), reason: { kind: 'network', at: 1, detail } as const },
    { parts: thread('shorter', 1), reason: null },
    { parts: thread('b'.repeat(10_000), 4), reason: null },
    { parts: thread('c', 1), reason: { kind: 'network', at: 2, detail: 'b' } as const },
  ];
  let post = aPost();
  await posts.insert([post], ADDED);
  for (const version of versions) {
    const edit = movePost(post, 'edited', mover(), version);
    expect(await posts.move(edit)).toEqual({ kind: 'moved', post: edit.to });
    post = edit.to;
    expect(await posts.get(post.id)).toEqual(post);
    expect((await posts.list({})).posts).toEqual([post]);
    expect((await posts.records(10)).records.map((record) => record.post)).toEqual([post]);
  }
});
