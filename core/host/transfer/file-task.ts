import { StoreError } from '../../ports/store-error.ts';
import type { FileResult, FileTask } from '../../rpc/file-jobs.ts';
import { MoveError } from '../../service/storage-ends.ts';
import type { Home } from '../home.ts';
import { placeOfStorage } from '../places.ts';
import { withoutWorker } from '../storage-mover.ts';
import { writeBackup } from './backup-write.ts';
import { FileError } from './file-error.ts';
import { writePosts } from './post-export.ts';
import { restoreBackup } from './restore.ts';
import { intoFile } from './whole-file.ts';

type Context = {
  readonly home: Home;
  /** As `openHome` took it. A secret. */
  readonly storage: string;
  readonly onProgress: (posts: number) => void;
};

/** Does what the window asked for with a file that main got from its dialog. */
export async function runFileTask(task: FileTask, context: Context): Promise<FileResult> {
  try {
    return await run(task, context);
  } catch (error) {
    return { kind: 'failed', message: sentenceOf(error, task.path) };
  }
}

async function run(task: FileTask, { home, storage, onProgress }: Context): Promise<FileResult> {
  const { store, clock, random, version } = home;
  if (task.kind === 'export') {
    const { format, status, account } = task;
    const which = { ...(status && { status }), ...(account !== undefined && { account }) };
    const posts = await intoFile(task.path, (write) => writePosts(store.posts, format, write, which));
    return { kind: 'done', posts, kept: 0 };
  }
  if (task.kind === 'backup') {
    const { posts } = await writeBackup(task.path, store, { now: clock.now(), version, onProgress });
    return { kind: 'done', posts, kept: 0 };
  }
  const to = { store, place: placeOfStorage(home.path, storage), shared: home.storage.kind === 'azure' };
  const result = await withoutWorker(home, () =>
    restoreBackup(task.path, { to, home: home.path, clock, random, onProgress }),
  );
  if (result.kind === 'taken')
    return {
      kind: 'failed',
      message: 'Another Perch is publishing from this folder: quit it, then restore again.',
    };
  const { posts, kept } = result.value;
  return { kind: 'done', posts, kept };
}

/** What a file, a storage or the disk has to say; anything else is told as it is, since the process ends anyway. */
function sentenceOf(error: unknown, path: string): string {
  if (error instanceof FileError || error instanceof StoreError || error instanceof MoveError)
    return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `There is no space left to write ${path}: free some space and try again.`;
  return `Perch cannot use ${path} (${code || String(error)}): check it, or choose another place.`;
}
