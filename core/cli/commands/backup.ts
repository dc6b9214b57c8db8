import { placeOfStorage } from '../../host/places.ts';
import { withoutWorker } from '../../host/storage-mover.ts';
import { writeBackup } from '../../host/transfer/backup-write.ts';
import { restoreBackup } from '../../host/transfer/restore.ts';
import type { Answer, CliContext } from '../context.ts';
import { plural } from '../format.ts';
import { withHome } from '../home.ts';
import { answer } from '../output.ts';
import { currentStorage } from '../storage-option.ts';
import { workerTaken } from '../worker-taken.ts';

/** Everything but keys into one file, also while a worker runs. */
export async function backup(context: CliContext, path: string): Promise<Answer> {
  return withHome(context, async ({ store, clock, version }) => {
    const counts = await writeBackup(path, store, { now: clock.now(), version });
    return answer({ file: path, ...counts }, () => {
      const what = [
        plural(counts.posts, 'post'),
        plural(counts.accounts, 'account'),
        plural(counts.poison, 'poison message'),
        plural(counts.content, 'file'),
      ];
      return `Wrote ${what.join(', ')} and the settings to ${path}. Keys are not in it: each computer has its own.`;
    });
  });
}

/** Brings a backup in beside what is there. */
export async function restore(context: CliContext, path: string): Promise<Answer> {
  return withHome(context, async (home) => {
    const place = placeOfStorage(home.path, currentStorage(context, home.path));
    const { store, clock, random } = home;
    const to = { store, place, shared: home.storage.kind === 'azure' };
    const result = await withoutWorker(home, () =>
      restoreBackup(path, { to, home: home.path, clock, random }),
    );
    if (result.kind === 'taken') throw workerTaken(home.path, result.holder);
    const { counts, posts, kept } = result.value;
    return answer({ file: path, restored: posts, kept, backup: counts }, () =>
      [
        `Restored ${plural(posts, 'post')} from ${path}; ${kept} were here already and stay as they are.`,
        'What was published stays published. A post that was due since the backup was made is not sent by itself: see `perch list --status failed`.',
      ].join('\n'),
    );
  });
}
