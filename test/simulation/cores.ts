import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';

/** Every `step`th piece of the work, from `first` on. */
export type Share = { readonly first: number; readonly step: number };

export type Job = Share & { readonly what: 'seeds' | 'crashes' };

/** Gives every core its share of the work (soak.ts does it) and hears its reports; ends when all have. */
export async function onEveryCore<Report>(
  what: Job['what'],
  first: number,
  hear: (report: Report) => void,
): Promise<void> {
  const step = availableParallelism();
  const ends = Array.from({ length: step }, (_, core) => {
    const job: Job = { what, first: first + core, step };
    const worker = new Worker(new URL('./soak.ts', import.meta.url), { workerData: job });
    worker.on('message', hear);
    return new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  });
  await Promise.all(ends);
}

export const report = (message: unknown): void => parentPort?.postMessage(message);
