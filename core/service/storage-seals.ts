import { type MoveReceipt, type Place, type Seal, sealSentence } from '../domain/seal.ts';
import { type End, type MoveDeps, MoveError } from './storage-ends.ts';
import { surveyDestination } from './storage-survey.ts';

type Arriving = Extract<Seal, { kind: 'arriving' }>;
export type Leaving = Extract<Seal, { kind: 'leaving' | 'returning' }>;
type Moved = Extract<Seal, { kind: 'moved' }>;

/** Where a move stands when it is begun or gone on with. */
export type Stand =
  | { readonly kind: 'under-way'; readonly leaving: Leaving; readonly arriving: Arriving }
  /** All that is left is to open the destination, if that. */
  | { readonly kind: 'done'; readonly moved: Moved };

/**
 * Seals the destination, then the source; finds the seals of a move that was interrupted. Each step is a
 * compare-and-swap, so two that move at once, or one that moves and one that undoes, cannot both win.
 * @throws MoveError before anything is written
 */
export async function sealBoth(deps: MoveDeps): Promise<Stand> {
  const { from, to } = deps;
  const seal = await sealOfSource(from, to.place);
  if (seal?.kind === 'moved') return { kind: 'done', moved: seal };
  const id = seal?.id ?? deps.random.uuid();
  const arriving = await sealDestination(deps, id);
  return { kind: 'under-way', leaving: seal ?? (await sealSource(deps, id)), arriving };
}

/**
 * The seal of a move from here to there, if there is one already.
 * @throws MoveError when the posts are not here to be moved, or on their way to somewhere else
 */
export async function sealOfSource(
  { store, place }: Pick<End, 'store' | 'place'>,
  to: Place,
): Promise<Leaving | Moved | undefined> {
  if (place.key === to.key)
    throw new MoveError('same-storage', `These posts are in ${to.name} already: name another storage.`);
  const seal = await store.settings.seal({ fresh: true });
  if (!seal) return undefined;
  if (seal.kind === 'arriving' || seal.kind === 'returning' || seal.place.key !== to.key)
    throw new MoveError('not-here', sealSentence(seal));
  return seal;
}

async function sealDestination(deps: MoveDeps, id: string): Promise<Arriving> {
  const { from, to, clock } = deps;
  const before = await to.store.settings.seal({ fresh: true });
  if (before?.kind === 'arriving' && before.id === id) return before;
  // One that was given up: what it copied is an earlier state of what will be copied now.
  const again = before?.kind === 'arriving' && before.place.key === from.place.key;
  if (before && before.kind !== 'moved' && !again)
    throw new MoveError('not-here', `Nothing was moved. ${to.place.name}: ${sealSentence(before)}`);
  const replaces = before?.kind === 'moved' || (again && before.replaces);
  await surveyDestination(deps, replaces);
  const arriving: Arriving = { kind: 'arriving', id, place: from.place, at: clock.now(), replaces };
  if (await to.store.settings.changeSeal(before, arriving)) return arriving;
  throw new MoveError(
    'conflict',
    `Somebody else is moving posts to ${to.place.name}: wait until that is done.`,
  );
}

async function sealSource({ from, to, clock }: MoveDeps, id: string): Promise<Leaving> {
  const leaving: Leaving = { kind: 'leaving', id, place: to.place, at: clock.now() };
  if (await from.store.settings.changeSeal(undefined, leaving)) return leaving;
  throw new MoveError('conflict', `Somebody else is moving these posts: wait until that is done.`);
}

/**
 * The point of no return first: from then on the source says that its posts are elsewhere, and only then they
 * are in force there.
 */
export async function handOver(
  { from, to, clock }: MoveDeps,
  leaving: Leaving,
  receipt: MoveReceipt,
): Promise<Moved> {
  const moved: Moved = { kind: 'moved', id: leaving.id, place: to.place, at: clock.now(), receipt };
  if (await from.store.settings.changeSeal(leaving, moved)) return moved;
  const now = await from.store.settings.seal({ fresh: true });
  if (now?.kind === 'moved' && now.id === leaving.id) return now;
  throw new MoveError('conflict', 'The move was given up meanwhile, so the posts stay where they were.');
}

/** Does nothing when it was done before. */
export async function openDestination({ to }: MoveDeps, { id }: Moved): Promise<void> {
  const seal = await to.store.settings.seal({ fresh: true });
  if (seal?.kind !== 'arriving' || seal.id !== id) return;
  await to.store.posts.thaw();
  await to.store.settings.changeSeal(seal, undefined);
}

/**
 * Puts the source in force again, unless the posts are in force elsewhere. The destination stays sealed: it may
 * hold copies of what is in force here.
 * @throws MoveError
 */
export async function undoMove({ store, place }: Pick<End, 'store' | 'place'>): Promise<void> {
  const seal = await store.settings.seal({ fresh: true });
  if (!seal)
    throw new MoveError(
      'nothing-to-undo',
      `The posts of ${place.name} are in force: there is nothing to undo.`,
    );
  if (seal.kind === 'arriving') throw new MoveError('not-here', sealSentence(seal));
  if (seal.kind === 'moved') throw new MoveError('moved-already', movedAlready(seal));
  const returning: Leaving = { ...seal, kind: 'returning' };
  if (seal.kind === 'leaving' && !(await store.settings.changeSeal(seal, returning)))
    return undoMove({ store, place });
  await store.posts.thaw();
  await store.settings.changeSeal(returning, undefined);
}

const movedAlready = ({ place }: Moved): string =>
  `The posts are in ${place.name} already (if the move was interrupted, run it again): to bring them back, set PERCH_STORAGE to that storage and move them from there.`;
