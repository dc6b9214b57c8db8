import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandResult, NewPostInput, WorkerApi } from '../../core/rpc/contract.ts';
import { createCompositions } from '../../renderer/state/composition.ts';
import { createDrafts } from '../../renderer/state/drafts.ts';
import { createPosts } from '../../renderer/state/posts.ts';
import { createSession } from '../../renderer/state/session.ts';
import { keepWriting, readWriting } from '../../renderer/state/writing.ts';
import { postView } from './support.ts';

let serial = 0;
const makeId = () => `id-${++serial}`;

const type = (compositions: ReturnType<typeof createCompositions>, text: string) =>
  compositions.setText(compositions.get().parts[0]?.key ?? '', text);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const kept = (text: string | null) => ({ readWriting: async () => text });

describe('what is being written', () => {
  it('is handed over at every change and comes back byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), async (texts) => {
        const handed: string[] = [];
        const before = createCompositions(makeId);
        keepWriting(before, async (text) => void handed.push(text));
        for (const text of texts) type(before, text);
        expect(handed).toHaveLength(texts.length);
        expect(await readWriting(kept(handed.at(-1) ?? ''))).toEqual(before.written.get());
      }),
      { numRuns: 50 },
    );
  });

  it('comes back with what was put aside and what waits behind it', async () => {
    const compositions = createCompositions(makeId);
    type(compositions, 'aside');
    compositions.putAside();
    type(compositions, 'behind');
    compositions.edit(postView(), 'tomorrow 9am');
    const all = compositions.written.get();
    const again = createCompositions(makeId);
    again.restore((await readWriting(kept(JSON.stringify(all)))) ?? all);
    expect(again.written.get()).toEqual(all);
    expect(again.get().before?.parts[0]?.text).toBe('behind');
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['a number', '1'],
    ['half a composition', '{"composition":{"id":"a","when":"","parts":[{"text":1}]},"aside":[]}'],
    ['no part', '{"composition":{"id":"a","when":"","editing":null,"parts":[]},"aside":[]}'],
  ])('is not taken from %s', async (_, text) => {
    expect(await readWriting(kept(text))).toBe(undefined);
  });

  it('says when it is kept and why it is not', async () => {
    const compositions = createCompositions(makeId);
    const ends: { resolve(): void; reject(error: Error): void }[] = [];
    const state = keepWriting(
      compositions,
      () => new Promise<void>((resolve, reject) => ends.push({ resolve, reject })),
    );
    type(compositions, 'a');
    type(compositions, 'ab');
    ends[0]?.resolve();
    await turn();
    expect(state.get()).toEqual({ state: 'keeping' });
    ends[1]?.resolve();
    await turn();
    expect(state.get()).toEqual({ state: 'kept' });
    type(compositions, 'abc');
    ends[2]?.reject(new Error('There is no space left.'));
    await turn();
    expect(state.get()).toEqual({ state: 'failed', message: 'There is no space left.' });
  });
});

describe('what was put aside', () => {
  const setUp = (worker: Partial<WorkerApi>) => {
    const session = createSession(Date.now);
    const compositions = createCompositions(makeId);
    const posts = createPosts(session.worker);
    const drafts = createDrafts({ session, posts, compositions, makeId });
    const connect = () =>
      session.onWorker({ overview: async () => ({ health: { processors: [] } }), ...worker } as WorkerApi);
    return { session, compositions, posts, drafts, connect };
  };

  it('becomes a draft once the worker is there, and once only', async () => {
    const added: string[] = [];
    const { compositions, posts, drafts, connect } = setUp({
      add: async ({ id, parts, draft }): Promise<CommandResult> => {
        added.push(`${draft} ${parts.map(({ text }) => text).join()}`);
        return { kind: 'ok', post: postView({ id, status: 'draft' }) };
      },
    });
    type(compositions, 'one');
    const { id } = compositions.putAside();
    await drafts.store();
    expect(compositions.written.get().aside).toHaveLength(1);
    connect();
    await Promise.all([drafts.store(), drafts.store()]);
    expect(added).toEqual(['true one']);
    expect(compositions.written.get().aside).toEqual([]);
    expect(posts.get().open.map((post) => post.id)).toEqual([id]);
  });

  it('keeps its time and its series, and takes no slot by itself', async () => {
    const added: NewPostInput[] = [];
    const { compositions, drafts, connect } = setUp({
      add: async (input): Promise<CommandResult> => {
        added.push(input);
        return { kind: 'ok', post: postView({ id: input.id, status: 'draft' }) };
      },
    });
    type(compositions, 'without');
    compositions.putAside();
    type(compositions, 'weekly');
    compositions.setWhen('2027-03-01T09:00Z');
    const weekly = { every: 'week', interval: 1, weekdays: [], ends: 'never', until: '', times: 0 } as const;
    compositions.set((current) => ({ ...current, repeat: weekly }));
    compositions.putAside();
    connect();
    await drafts.store();
    expect(added.map(({ dueAt, repeat }) => [dueAt, repeat?.every])).toEqual([
      [null, undefined],
      [Date.UTC(2027, 2, 1, 9), 'week'],
    ]);
  });

  it('becomes a draft of its own when the one it came from was changed elsewhere', async () => {
    const added: string[] = [];
    const { compositions, drafts, connect } = setUp({
      edit: async () => ({ kind: 'refused', code: 'changed', message: '' }),
      add: async ({ id }): Promise<CommandResult> => {
        added.push(id);
        return { kind: 'ok', post: postView({ id, status: 'draft' }) };
      },
    });
    const post = postView({ status: 'draft' });
    compositions.edit(post, '');
    type(compositions, 'Mine');
    compositions.putAside();
    connect();
    await drafts.store();
    expect(added).toHaveLength(1);
    expect(added).not.toContain(post.id);
    expect(compositions.written.get().aside).toEqual([]);
  });
});
