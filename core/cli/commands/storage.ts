import type { MoveReceipt, Place } from '../../domain/seal.ts';
import { sealSentence } from '../../domain/seal.ts';
import { STATUSES } from '../../domain/status.ts';
import { azureTicks } from '../../host/azure-ticks.ts';
import type { Home } from '../../host/home.ts';
import { openNetwork } from '../../host/network.ts';
import { placeOfStorage } from '../../host/places.ts';
import { LOCAL_STORAGE } from '../../host/storage-choice.ts';
import {
  openStorageMover,
  type StorageMover,
  undoStorageMove,
  withoutWorker,
} from '../../host/storage-mover.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { MoveProgress } from '../../service/storage-ends.ts';
import type { Answer, CliContext } from '../context.ts';
import { failure, misuse } from '../failure.ts';
import { checkList } from '../finding-list.ts';
import { facts, plural } from '../format.ts';
import { homePath, withHome } from '../home.ts';
import { answer } from '../output.ts';
import { currentStorage, readStorageOption } from '../storage-option.ts';
import { workerTaken } from '../worker-taken.ts';

/** Where the posts are kept and how many; never how to get in. */
export async function storageShow(context: CliContext): Promise<Answer> {
  return withHome(context, async ({ path, store }) => {
    const place = placeOfStorage(path, currentStorage(context, path));
    const [counts, seal] = [await store.posts.counts(), await store.settings.seal()];
    const posts = Object.values(counts).reduce((sum, n) => sum + n, 0);
    const notice = seal ? sealSentence(seal) : null;
    const json = { kind: place.kind, name: place.name, posts, counts, inForce: !seal, notice };
    const found = STATUSES.filter((status) => counts[status] > 0).map(
      (status) => `${counts[status]} ${status}`,
    );
    return answer(json, () =>
      [
        facts([
          ['Storage', place.name],
          ['Posts', posts === 0 ? 'none' : `${posts} (${found.join(', ')})`],
        ]),
        ...(notice === null ? [] : [notice]),
      ].join('\n'),
    );
  });
}

/** Does on each service what Perch will do there. */
export async function storageTest(
  context: CliContext,
  { connection }: { readonly connection?: string },
): Promise<Answer> {
  const storage =
    connection === undefined
      ? currentStorage(context, await homePath(context))
      : await readStorageOption(context, '--connection', connection);
  if (storage === LOCAL_STORAGE)
    throw misuse(
      'The posts are on this computer: name the storage to test with --connection, or see `perch doctor`.',
    );
  const network = openNetwork(await homePath(context), context.env);
  return checkList(await azureTicks(storage, network), 'Perch can use this storage.');
}

export type MoveOptions = { readonly to?: string; readonly dryRun?: boolean; readonly undo?: boolean };

/** Moves all posts to another storage, or gives an unfinished move up. */
export async function storageMove(context: CliContext, { to, dryRun, undo }: MoveOptions): Promise<Answer> {
  if (undo) {
    if (to !== undefined || dryRun) throw misuse('--undo stands alone: it knows what is to be undone.');
    return locked(context, (home) => giveUp(context, home));
  }
  if (to === undefined)
    throw misuse(
      'Say where to: --to local, --to - (a connection string on standard input) or --to env:NAME.',
    );
  const destination = await readStorageOption(context, '--to', to);
  return locked(context, async (home) => {
    const mover = await openStorageMover(home, currentStorage(context, home.path), destination);
    try {
      return dryRun ? await rehearse(mover) : await move(context, mover);
    } finally {
      mover.close();
    }
  });
}

async function locked(context: CliContext, work: (home: Home) => Promise<Answer>): Promise<Answer> {
  return withHome(context, async (home) => {
    const result = await withoutWorker(home, () => work(home));
    if (result.kind === 'taken') throw workerTaken(home.path, result.holder);
    return result.value;
  });
}

async function rehearse(mover: StorageMover): Promise<Answer> {
  const { posts, toCopy, others } = await mover.survey();
  const [from, to] = [mover.from.name, mover.to.name];
  const json = { dryRun: true, posts, toCopy, others, from, to };
  return answer(
    json,
    `${plural(posts, 'post')} would be moved from ${from} to ${to}, ${toCopy} of them copied; ${plural(others, 'other post')} there would stay. Nothing was written.`,
  );
}

async function move(context: CliContext, mover: StorageMover): Promise<Answer> {
  const tell = (progress: MoveProgress): void =>
    void context.io.err(progressLine(progress)).catch(() => undefined);
  const receipt = await mover.move(tell).catch((error: unknown) => {
    throw error instanceof StoreError ? interrupted(error) : error;
  });
  const { digest, ...moved } = receipt;
  const json = { moved, digest, from: mover.from.name, to: mover.to.name };
  return answer(json, () => describe(receipt, mover.from, mover.to));
}

const STEPS: Readonly<Record<MoveProgress['step'], string>> = {
  settling: 'still on the wire, waiting for their answers',
  copying: 'copied',
  verifying: 'compared',
};

const progressLine = ({ step, posts }: MoveProgress): string => `${plural(posts, 'post')} ${STEPS[step]}\n`;

const interrupted = ({ code, message }: StoreError) =>
  failure(
    code,
    `${message} The move is not finished and nothing is lost: run the same command again to go on, or \`perch storage move --undo\` to stay.`,
  );

function describe(receipt: MoveReceipt, from: Place, to: Place): string {
  const { posts, history, accounts, poison, content, digest } = receipt;
  const what = [
    plural(posts, 'post'),
    plural(history, 'history entry', 'history entries'),
    plural(accounts, 'account'),
    plural(poison, 'poison message'),
    plural(content, 'file'),
  ].join(', ');
  const next =
    to.kind === 'local'
      ? 'Unset PERCH_STORAGE for the app and the workers of this computer.'
      : 'Set PERCH_STORAGE to its connection string for the app and every worker. Keys are not moved: each computer has its own.';
  return [`Moved ${what} from ${from.name} to ${to.name}.`, `Digest of both sides: ${digest}`, next].join(
    '\n',
  );
}

async function giveUp(context: CliContext, home: Home): Promise<Answer> {
  const storage = currentStorage(context, home.path);
  await undoStorageMove(home, storage);
  const { name } = placeOfStorage(home.path, storage);
  return answer(
    { undone: true, inForce: name },
    `The posts of ${name} are in force again. What was copied stays sealed where it is; a new move goes on from there.`,
  );
}
