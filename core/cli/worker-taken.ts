import type { WorkerHolder } from '../adapters/sqlite/worker-lock.ts';
import { isoUtc } from '../domain/zone.ts';
import { type Failure, failure } from './failure.ts';

/** Another worker has the home, and who it is. */
export function workerTaken(path: string, holder: WorkerHolder | undefined): Failure {
  const advice = 'stop it first, or choose another home with PERCH_HOME';
  if (!holder) return failure('worker-running', `Another worker is publishing from ${path}: ${advice}.`);
  const { pid, kind, startedAt } = holder;
  const who = `${kind === 'app' ? 'the Perch app' : '`perch worker`'}, process ${pid}, since ${isoUtc(startedAt)}`;
  return failure('worker-running', `Another worker is publishing from ${path} (${who}): ${advice}.`, {
    holder: { pid, kind, since: isoUtc(startedAt) },
  });
}
