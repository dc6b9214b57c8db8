import type { FileJob } from '../../core/rpc/file-jobs.ts';
import type { ShellApi, ShellState } from '../../core/rpc/shell-contract.ts';
import { plainWords, strings } from '../strings.ts';
import { useServices } from './services.tsx';
import type { Toasts } from './toasts.ts';

const words = strings.transfer;

/** Says once what became of a job with a file, wherever in the window the person is by then. */
export function announceFileJob(
  before: ShellState | null,
  { fileJob }: ShellState,
  toasts: Pick<Toasts, 'show'>,
): void {
  const wasUnderWay = before?.fileJob?.phase === 'asking' || before?.fileJob?.phase === 'running';
  if (!fileJob || !wasUnderWay) return;
  const { kind, phase, name = '', posts, kept = 0, message = '' } = fileJob;
  if (phase === 'done') toasts.show({ tone: 'success', message: words.jobDone[kind](name, posts, kept) });
  if (phase === 'failed') toasts.show({ tone: 'danger', message: plainWords(message) });
}

/** Begins one; says so when another one is not done. */
export function useFileJob(): (job: FileJob) => void {
  const { session, toasts } = useServices();
  const run = async (shell: ShellApi, job: FileJob): Promise<void> => {
    if (!(await shell.runFileJob(job))) toasts.show({ tone: 'danger', message: words.busy });
  };
  return (job) =>
    void run(session.shell(), job).catch((error: unknown) =>
      toasts.show({ tone: 'danger', message: error instanceof Error ? error.message : String(error) }),
    );
}
