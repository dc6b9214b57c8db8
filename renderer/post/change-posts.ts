import type { PostView } from '../../core/domain/view.ts';
import type { CommandResult, PostChangeInput } from '../../core/rpc/contract.ts';
import type { Services } from '../state/services.tsx';
import type { Undone } from '../state/undo.ts';
import { plainWords, strings } from '../strings.ts';

/** A change of one post, and what takes it back. */
export type Step = { readonly change: PostChangeInput; readonly back: PostChangeInput };

type Tools = Pick<Services, 'session' | 'posts' | 'toasts' | 'undo'>;

/** A call stays short, and a person sees that it goes on. */
const AT_ONCE = 100;
const words = strings.bulk;

/**
 * Makes many changes as one step of the undo stack. `message` says how many were made. Those that were refused
 * are told of, and their ids returned.
 */
export function changePosts(
  tools: Tools,
  steps: readonly Step[],
  message: (count: number) => string,
): Promise<readonly string[]> {
  return tools.undo.during(makeSteps(tools, steps, message));
}

async function makeSteps(
  tools: Tools,
  steps: readonly Step[],
  message: (count: number) => string,
): Promise<readonly string[]> {
  if (steps.length === 0) return [];
  const results = await callAll(
    tools,
    steps.map(({ change }) => change),
  );
  const done = steps.filter((_, i) => results[i]?.kind === 'ok');
  const refused = steps.filter((_, i) => results[i]?.kind !== 'ok').map(({ change }) => change.id);
  if (done.length > 0) {
    tools.undo.did({
      message: message(done.length),
      undo: () =>
        again(
          tools,
          done.map(({ back }) => back),
        ),
      redo: () =>
        again(
          tools,
          done.map(({ change }) => change),
        ),
    });
  }
  const problem = problemOf(results);
  if (problem !== undefined) tools.toasts.show({ tone: 'danger', message: problem });
  return refused;
}

/** Nothing of it could be done: false. Some of it: why not the rest. */
async function again(tools: Tools, changes: readonly PostChangeInput[]): Promise<Undone> {
  const problem = problemOf(await callAll(tools, changes));
  return problem === undefined || { why: problem };
}

function problemOf(results: readonly CommandResult[]): string | undefined {
  const refused = results.flatMap((one) => (one.kind === 'refused' ? [one.message] : []));
  const [first] = refused;
  if (first === undefined) return undefined;
  return results.length === 1
    ? plainWords(first)
    : words.refused(refused.length, results.length, plainWords(first));
}

async function callAll(
  { session, posts, toasts }: Tools,
  changes: readonly PostChangeInput[],
): Promise<readonly CommandResult[]> {
  const results: CommandResult[] = [];
  let shown = 0;
  for (let from = 0; from < changes.length; from += AT_ONCE) {
    if (changes.length > AT_ONCE) {
      toasts.dismiss(shown);
      shown = toasts.show({ tone: 'success', message: words.progress(from, changes.length) });
    }
    const some = changes.slice(from, from + AT_ONCE);
    const answer = await session.command((worker) => worker.changeMany(some));
    const answers = 'kind' in answer ? some.map(() => answer) : answer;
    results.push(...answers);
    posts.put(...answers.flatMap((one) => (one.kind === 'ok' ? [one.post] : [])));
  }
  toasts.dismiss(shown);
  return results;
}

/** Gives a post its time back, as it is now. */
export function putBack({ id, dueAt, zone, status }: PostView): PostChangeInput {
  const at = dueAt === null ? null : Date.parse(dueAt);
  return { kind: 'putBack', id, dueAt: at, zone, draft: status === 'draft' };
}

/** A new time, and the way back to the one it has. `draft`: a draft stays one. */
export function moveTo(post: PostView, dueAt: number, { draft = false } = {}): Step {
  return {
    change: {
      kind: 'move',
      id: post.id,
      dueAt,
      zone: post.zone,
      ...(draft && { draft: post.status === 'draft' }),
    },
    back: putBack(post),
  };
}

/** A draft that says the same; the way back discards it. */
export function duplicating({ id }: PostView): Step {
  const newId = crypto.randomUUID();
  return { change: { kind: 'duplicate', id, newId }, back: { kind: 'cancel', id: newId } };
}

/** The way back makes it what it was. */
export function cancelling({ id }: PostView): Step {
  return { change: { kind: 'cancel', id }, back: { kind: 'restore', id } };
}
