import type { SandboxPost } from '../../core/adapters/sandbox/sandbox.ts';
import type { HistoryEntry } from '../../core/domain/history.ts';
import type { Post } from '../../core/domain/post.ts';
import { nextStatus } from '../../core/domain/status.ts';
import type { PostRecord } from '../../core/ports/post-store.ts';
import type { Asked } from './posts.ts';

/** All that is known at the end: what was wanted, what the store says and what X has. */
export type Evidence = {
  readonly asked: readonly Asked[];
  readonly records: readonly PostRecord[];
  /** The posts of the accounts in question, oldest first. */
  readonly onX: readonly SandboxPost[];
  /** Author on X by account. */
  readonly authors: ReadonlyMap<string, string>;
  /** How often each text came to X. */
  readonly sends: ReadonlyMap<string, number>;
  /** Whether a post may still be on its way, although there is nothing to be done about it just now. */
  readonly mayWait: (post: Post) => boolean;
};

/** Every broken promise, as one sentence each. */
export function judge(evidence: Evidence): readonly string[] {
  const { asked, records, onX, mayWait } = evidence;
  const known = new Map(records.map((record) => [record.post.id, record]));
  const wanted = new Set(asked.map(({ id }) => id));
  return [
    ...asked.flatMap((each) => judgeAsked(each, known.get(each.id)?.post, mayWait)),
    ...records.filter(({ post }) => !wanted.has(post.id)).map(({ post }) => `${post.id} was never asked for`),
    ...judgeTimeline(evidence, new Map(onX.map((post) => [post.id, post]))),
    ...records.flatMap(({ post, history }) =>
      judgeHistory(post, history).map((what) => `${post.id}: ${what}`),
    ),
    ...judgeSends(evidence),
  ];
}

function judgeAsked(
  { id, parts }: Asked,
  post: Post | undefined,
  mayWait: Evidence['mayWait'],
): readonly string[] {
  if (!post) return [`${id} is gone from the store`];
  const found: string[] = [];
  const isOut = post.status === 'published' && post.cursor === parts.length;
  if (!isOut && !mayWait(post))
    found.push(`${id} is ${post.status} at part ${post.cursor} of ${parts.length} (${post.reason?.kind})`);
  if (post.parts.some(({ text }, i) => text !== parts[i]?.text) || post.parts.length !== parts.length)
    found.push(`${id} has other texts than were asked for`);
  return found;
}

/** Each post on X is exactly one part of the store, and the other way round. */
function judgeTimeline(
  { records, onX, authors }: Evidence,
  byId: ReadonlyMap<string, SandboxPost>,
): readonly string[] {
  const found: string[] = [];
  const claimed = new Map<string, string>();
  for (const { post } of records) {
    for (const [i, { text, tweetId = '' }] of post.parts.slice(0, post.cursor).entries()) {
      const where = `part ${i} of ${post.id}`;
      const made = byId.get(tweetId);
      const other = claimed.get(tweetId);
      if (other !== undefined && made)
        found.push(`${where} and ${other} are the same post on X (${tweetId})`);
      claimed.set(tweetId, where);
      if (!made) found.push(`${where} is not on X (${tweetId || 'no id'})`);
      else if (made.text !== text) found.push(`${where} has another text on X`);
      else if (made.authorId !== authors.get(post.account))
        found.push(`${where} is out under another account`);
      else if (made.parentId !== (i === 0 ? undefined : post.parts[i - 1]?.tweetId))
        found.push(`${where} is under the wrong parent`);
    }
  }
  const unknown = onX.filter(({ id }) => !claimed.has(id));
  return [...found, ...unknown.map(({ id, text }) => `${JSON.stringify(text)} is on X once more, as ${id}`)];
}

/** One unbroken line of allowed changes from the first entry to the row, with every part out once, in order. */
function judgeHistory(post: Post, history: readonly HistoryEntry[]): readonly string[] {
  const found: string[] = [];
  const [first, ...rest] = history;
  if (!first || first.from !== null) return ['its history has no beginning'];
  let status = first.to;
  let out = 0;
  for (const { event, from, to, part } of rest) {
    if (from !== status) found.push(`its history goes from ${status} on as ${from}`);
    if (event === 'added' || event === 'imported' || nextStatus(from ?? 'draft', event, to) !== to)
      found.push(`its history has ${event} from ${from} to ${to}`);
    if (part !== out) found.push(`its history has ${event} of part ${part} when part ${out} was next`);
    if (event === 'partPublished' || event === 'published') out += 1;
    status = to;
  }
  if (status !== post.status) found.push(`its history ends in ${status}, the row is ${post.status}`);
  if (out !== post.cursor) found.push(`its history has ${out} parts out, the row ${post.cursor}`);
  if (history.length !== post.version)
    found.push(`its history has ${history.length} entries, the row is version ${post.version}`);
  return found;
}

/** An arm is the right to send once. */
function judgeSends({ records, sends }: Evidence): readonly string[] {
  const arms = new Map<string, number>();
  for (const { post, history } of records) {
    for (const { event, part } of history) {
      const text = post.parts[part]?.text ?? '';
      if (event === 'armed') arms.set(text, (arms.get(text) ?? 0) + 1);
    }
  }
  return [...sends]
    .filter(([text, times]) => times > (arms.get(text) ?? 0))
    .map(
      ([text, times]) => `${JSON.stringify(text)} was sent ${times} times and armed ${arms.get(text) ?? 0}`,
    );
}
