import { join } from 'node:path';
import { createKeptFile } from '../core/adapters/system/kept-file.ts';
import type { WindowName } from './page-window.ts';
import type { OwnShellApi } from './shell.ts';

export type WritingDesk = {
  /** What a window may ask for what is being written in it. */
  of(window: WindowName): Pick<OwnShellApi, 'readWriting' | 'keepWriting'>;
  /** Resolves when everything that was handed over is on the disk. */
  settled(): Promise<void>;
};

/**
 * Keeps what is being written, window by window, in `<home>/writing-<window>.json`. It is here and not in the
 * worker, because main is there whatever the publisher and the storage do.
 */
export function createWritingDesk(home: string): WritingDesk {
  const kept = {
    main: createKeptFile(join(home, 'writing-main.json')),
    quick: createKeptFile(join(home, 'writing-quick.json')),
  } satisfies Record<WindowName, unknown>;
  return {
    of: (window) => ({ readWriting: kept[window].read, keepWriting: kept[window].keep }),
    settled: async () => {
      await Promise.all(Object.values(kept).map((file) => file.settled()));
    },
  };
}
