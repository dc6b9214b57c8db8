import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogSink } from './log.ts';

export type LogFileOptions = {
  /** Bytes at which a new file is begun; default 1 MB. */
  readonly maxBytes?: number;
  /** Files kept, the current one included; default 5. */
  readonly keep?: number;
};

export const logFile = (home: string): string => join(home, 'logs', 'perch.log');

/**
 * Writes to `<home>/logs/perch.log`, older lines in `perch.1.log` and on. For one process: each line is written
 * at once, so a crash loses none. A disk that cannot be written costs the line, never the program.
 */
export function fileSink(home: string, options: LogFileOptions = {}): LogSink {
  const { maxBytes = 1_000_000, keep = 5 } = options;
  const file = logFile(home);
  let size = -1;
  return (line) => {
    try {
      if (size < 0) size = prepare(file);
      const bytes = Buffer.byteLength(line) + 1;
      if (size > 0 && size + bytes > maxBytes) {
        rotate(file, keep);
        size = 0;
      }
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
      size += bytes;
    } catch {
      size = -1;
    }
  };
}

/** Makes the folder; the size of the file so far. */
function prepare(file: string): number {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(file: string, keep: number): void {
  const aged = (age: number): string => (age === 0 ? file : file.replace(/\.log$/, `.${age}.log`));
  rmSync(aged(keep - 1), { force: true });
  for (let age = keep - 2; age >= 0; age--) {
    if (statSync(aged(age), { throwIfNoEntry: false })) renameSync(aged(age), aged(age + 1));
  }
}
