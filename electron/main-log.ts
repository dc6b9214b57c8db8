import { createSystemClock } from '../core/adapters/system/clock.ts';
import { createLog, oneRecord, parseLogLevel } from '../core/adapters/system/log.ts';
import { fileSink } from '../core/adapters/system/log-file.ts';
import { createRedactor } from '../core/adapters/system/redact.ts';
import { plain } from '../core/domain/escape.ts';
import type { Log } from '../core/ports/log.ts';
import type { FromWorker } from '../core/rpc/worker-messages.ts';
import { isLogLine } from './last-words.ts';

export type MainLog = Log & {
  /** From now on these values are never written. */
  hide(secrets: () => readonly string[]): void;
  /** A line that the worker wrote: its own log lines are kept as they are. */
  workerLine(line: string): void;
};

/** The log of the app and its worker: `<home>/logs/perch.log`. */
export function createMainLog(home: string): MainLog {
  let hidden = (): readonly string[] => [];
  const sink = fileSink(home);
  const redactor = createRedactor(() => hidden());
  const level = parseLogLevel(process.env['PERCH_LOG']);
  const log = createLog({ clock: createSystemClock(), level, sinks: [sink], secrets: () => hidden() });
  return {
    ...log,
    hide: (secrets) => {
      hidden = secrets;
    },
    workerLine: (line) => {
      // Its own log hides what it knows of; main knows of more.
      if (isLogLine(line)) sink(oneRecord(redactor.text(line)));
      else if (line.trim() !== '') log.warn('the worker wrote', { line });
    },
  };
}

/** A line for the person who started Perch in a terminal. */
export function announce(line: string): void {
  process.stdout.write(`${line}\n`);
}

const TEXT_LIMIT = 40;

export function announcePublished(post: Extract<FromWorker, { kind: 'published' }>): void {
  const line = plain(post.text).replace(/\s+/g, ' ').trim();
  const characters = [...line];
  const text = characters.length > TEXT_LIMIT ? `${characters.slice(0, TEXT_LIMIT).join('')}…` : line;
  announce(`Published "${text}" as @${post.account} (id ${post.tweetId}), ${post.late} ms after its time.`);
}
