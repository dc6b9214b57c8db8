import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log } from '../core/ports/log.ts';

/** `check` gives the wrong words back, `suggest` better ones for the first, `learn` nothing. */
export type SpellerQuestion = {
  readonly id: number;
  readonly kind: 'check' | 'suggest' | 'learn';
  readonly words: readonly string[];
};
export type SpellerAnswer = { readonly id: number; words: readonly string[] };

export type SpellerThread = {
  isUp(): boolean;
  /** Starts it if need be. No words when it cannot be asked. */
  ask(kind: SpellerQuestion['kind'], words: readonly string[]): Promise<readonly string[]>;
  /** Ends it; what is being asked gets no words. */
  stop(): void;
};

export type SpellerThreadDeps = {
  readonly log: Log;
  /** What every new one is told first. */
  readonly learned: () => readonly string[];
  readonly file: string | undefined;
};

type Thread = { readonly worker: Worker; readonly waiting: Map<number, (words: readonly string[]) => void> };

/** The thread that has the dictionary. One that failed is not started again. */
export function createSpellerThread({ log, learned, file }: SpellerThreadDeps): SpellerThread {
  let thread: Thread | undefined;
  let lastId = 0;
  let isBroken = false;

  function start(): Thread {
    const worker = new Worker(file ?? join(import.meta.dirname, 'speller.js'));
    const started: Thread = { worker, waiting: new Map() };
    worker.unref();
    worker.on('message', ({ id, words }: SpellerAnswer) => {
      started.waiting.get(id)?.(words);
      started.waiting.delete(id);
    });
    worker.on('error', (error) => {
      isBroken = true;
      log.warn('the spell-check ended', { error: String(error) });
      stop(started);
    });
    return started;
  }

  function stop(stopped: Thread): void {
    if (thread === stopped) thread = undefined;
    for (const answer of stopped.waiting.values()) answer([]);
    stopped.waiting.clear();
    void stopped.worker.terminate();
  }

  const ask: SpellerThread['ask'] = (kind, words) => {
    if (isBroken || words.length === 0) return Promise.resolve([]);
    if (!thread) {
      thread = start();
      void ask('learn', learned());
    }
    const { worker, waiting } = thread;
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      worker.postMessage({ id, kind, words } satisfies SpellerQuestion);
    });
  };

  return {
    isUp: () => thread !== undefined,
    ask,
    stop: () => {
      if (thread) stop(thread);
    },
  };
}
