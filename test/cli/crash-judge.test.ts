import { expect, test } from 'vitest';
import type { SandboxPost } from '../../core/adapters/sandbox/sandbox.ts';
import { textParts } from '../../core/domain/content.ts';
import type { HistoryEntry } from '../../core/domain/history.ts';
import type { PostRecord } from '../../core/ports/post-store.ts';
import { type Evidence, judge } from '../crash/judge.ts';
import { aPost } from '../fakes/post.ts';

const AUTHOR = '7';

const onX = (id: string, text: string, parentId?: string): SandboxPost => ({
  id,
  authorId: AUTHOR,
  text,
  createdAt: 0,
  ...(parentId !== undefined && { parentId }),
});

const FIRST = onX('1', 'one');
const SECOND = onX('2', 'two', '1');

/** A thread of two parts as it should be. */
function recordOf(): PostRecord {
  const parts = [FIRST, SECOND].map(({ id, text }) => ({ text, tweetId: id, publishedAt: 0 }));
  const post = aPost({ parts, status: 'published', cursor: 2, version: 5 });
  const entry = (
    event: HistoryEntry['event'],
    from: HistoryEntry['from'],
    to: HistoryEntry['to'],
    part: number,
  ): HistoryEntry => ({ postId: post.id, at: 0, event, from, to, part, detail: '', by: 'test' });
  const history = [
    entry('added', null, 'scheduled', 0),
    entry('armed', 'scheduled', 'publishing', 0),
    entry('partPublished', 'publishing', 'queued', 0),
    entry('armed', 'queued', 'publishing', 1),
    entry('published', 'publishing', 'published', 1),
  ];
  return { post, history };
}

function evidenceOf(change: Partial<Evidence> = {}, record = recordOf()): Evidence {
  const { id, account } = record.post;
  return {
    asked: [{ id, account, parts: textParts(['one', 'two']), dueAt: 0 }],
    records: [record],
    onX: [FIRST, SECOND],
    authors: new Map([[account, AUTHOR]]),
    sends: new Map([
      ['one', 1],
      ['two', 1],
    ]),
    mayWait: () => false,
    ...change,
  };
}

test('what went well is not judged', () => {
  expect(judge(evidenceOf())).toEqual([]);
});

test.each<[string, Partial<Evidence>, RegExp]>([
  ['a part that is out twice', { onX: [FIRST, onX('9', 'one'), SECOND] }, /"one" is on X once more, as 9/],
  ['a part that is lost', { onX: [FIRST] }, /part 1 .* is not on X \(2\)/],
  ['a post that is lost', { records: [] }, /is gone from the store/],
  ['a post that nobody wrote', { asked: [] }, /was never asked for/],
  ['a wrong parent', { onX: [FIRST, onX('2', 'two')] }, /part 1 .* under the wrong parent/],
  ['an altered text', { onX: [FIRST, onX('2', 'tvvo', '1')] }, /part 1 .* another text on X/],
  ['another author', { onX: [{ ...FIRST, authorId: '8' }, SECOND] }, /part 0 .* under another account/],
  ['a send without an arm', { sends: new Map([['one', 2]]) }, /"one" was sent 2 times and armed 1/],
])('%s is found', (_name, change, violation) => {
  expect(judge(evidenceOf(change)).join('\n')).toMatch(violation);
});

test('a post that is not out is found, unless it may wait', () => {
  const { post, history } = recordOf();
  const [first] = post.parts;
  const parts = [first ?? { text: '' }, { text: 'two' }];
  const record: PostRecord = {
    post: { ...post, parts, status: 'queued', cursor: 1, version: 3 },
    history: history.slice(0, 3),
  };
  const change = { onX: [FIRST], sends: new Map([['one', 1]]) };
  expect(judge(evidenceOf(change, record))).toEqual([expect.stringMatching(/is queued at part 1 of 2/)]);
  expect(judge(evidenceOf({ ...change, mayWait: () => true }, record))).toEqual([]);
});

test.each<[string, (history: readonly HistoryEntry[]) => readonly HistoryEntry[], RegExp]>([
  ['a missing entry', (history) => history.toSpliced(3, 1), /goes from queued on as publishing/],
  ['no beginning', (history) => history.slice(1), /no beginning/],
  [
    'an end that is not the row',
    (history) => history.slice(0, -1),
    /ends in publishing, the row is published/,
  ],
  [
    'a change that is not allowed',
    (history) => history.map((entry) => (entry.event === 'armed' ? { ...entry, event: 'enqueued' } : entry)),
    /has enqueued from scheduled to publishing/,
  ],
  [
    'a part out of turn',
    (history) => history.map((entry) => ({ ...entry, part: 0 })),
    /armed of part 0 when part 1 was next/,
  ],
])('a history with %s is found', (_name, change, violation) => {
  const { post, history } = recordOf();
  const record = { post, history: change(history) };
  expect(judge(evidenceOf({}, record)).join('\n')).toMatch(violation);
});
