import { basename } from 'node:path';
import { BrowserWindow, dialog, type FileFilter } from 'electron';
import { writeDurably } from '../core/adapters/system/durable-file.ts';
import type { Log } from '../core/ports/log.ts';
import type { FileJob, FileJobState, FileResult, FileTask } from '../core/rpc/file-jobs.ts';

export type FileDeskDeps = {
  readonly log: Log;
  /** Does the task in a process of its own. */
  readonly run: (task: FileTask, onProgress: (posts: number) => void) => Promise<FileResult>;
  /** The home is that of a demo, which goes with all that is in it. */
  readonly isDemo: () => boolean;
  /** Does `work` while no worker runs. */
  readonly withoutWorker: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onChange: () => void;
};

export type FileDesk = {
  /** What is or was last done. */
  state(): FileJobState | undefined;
  /** Asks for the file and begins; false while another one is not done. */
  start(job: FileJob): boolean;
};

/** Jobs with files, one at a time. The page names what it wants; the person names the file, in a dialog of main. */
export function createFileDesk({ log, run, isDemo, withoutWorker, onChange }: FileDeskDeps): FileDesk {
  let state: FileJobState | undefined;
  const set = (next: FileJobState): void => {
    state = next;
    onChange();
  };

  async function perform(job: FileJob): Promise<void> {
    const { kind } = job;
    const path = await (kind === 'restore' ? askForBackup() : askWhere(job));
    if (path === undefined) return set({ kind, phase: 'given-up', posts: 0 });
    const about = { kind, name: basename(path) };
    set({ ...about, phase: 'running', posts: 0 });
    const onProgress = (posts: number): void => set({ ...about, phase: 'running', posts });
    const result = await resultOf(job, path, onProgress);
    if (result.kind === 'failed') log.warn('a job with a file failed', { kind, why: result.message });
    set(
      result.kind === 'done'
        ? { ...about, phase: 'done', posts: result.posts, kept: result.kept }
        : { ...about, phase: 'failed', posts: 0, message: result.message },
    );
  }

  async function resultOf(
    job: FileJob,
    path: string,
    onProgress: (posts: number) => void,
  ): Promise<FileResult> {
    if (job.kind === 'text') return writeText(path, job.text);
    const task = { ...job, path };
    return job.kind === 'restore' ? withoutWorker(() => run(task, onProgress)) : run(task, onProgress);
  }

  return {
    state: () => state,
    start: (job) => {
      if (state?.phase === 'asking' || state?.phase === 'running') return false;
      if (job.kind === 'restore' && isDemo()) return false;
      set({ kind: job.kind, phase: 'asking', posts: 0 });
      perform(job).catch((error: unknown) =>
        set({ kind: job.kind, phase: 'failed', posts: 0, message: String(error) }),
      );
      return true;
    },
  };
}

function writeText(path: string, text: string): FileResult {
  try {
    writeDurably(path, text);
    return { kind: 'done', posts: 0, kept: 0 };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

const BACKUPS: FileFilter = { name: 'Backup of Perch', extensions: ['perchbackup'] };
const CSV: FileFilter = { name: 'CSV', extensions: ['csv'] };
const JSON_FILE: FileFilter = { name: 'JSON', extensions: ['json'] };

async function askForBackup(): Promise<string | undefined> {
  const options = { properties: ['openFile' as const], filters: [BACKUPS] };
  const window = BrowserWindow.getAllWindows()[0];
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filePaths[0];
}

async function askWhere(job: Exclude<FileJob, { kind: 'restore' }>): Promise<string | undefined> {
  const options = { defaultPath: nameFor(job), filters: [filterFor(job)] };
  const window = BrowserWindow.getAllWindows()[0];
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return filePath || undefined;
}

function nameFor(job: Exclude<FileJob, { kind: 'restore' }>): string {
  const day = new Date().toISOString().slice(0, 10);
  if (job.kind === 'text') return basename(job.name);
  return job.kind === 'backup' ? `perch-${day}.perchbackup` : `perch-posts-${day}.${job.format}`;
}

const filterFor = (job: Exclude<FileJob, { kind: 'restore' }>): FileFilter =>
  job.kind === 'backup' ? BACKUPS : job.kind === 'export' && job.format === 'json' ? JSON_FILE : CSV;
