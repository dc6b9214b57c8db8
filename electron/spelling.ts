import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log } from '../core/ports/log.ts';
import type { SettingsFile } from './settings.ts';

/** `check` gives the wrong words back, `suggest` better ones for the first, `learn` nothing. */
export type SpellerQuestion = {
  readonly id: number;
  readonly kind: 'check' | 'suggest' | 'learn';
  readonly words: readonly string[];
};
export type SpellerAnswer = { readonly id: number; words: readonly string[] };

/** Offline spell-check of English: Chromium's own would fetch its dictionary from the network. */
export type Spelling = {
  isOn(): boolean;
  setOn(on: boolean): void;
  /** The words that are wrong; none while it is off or cannot be asked. */
  check(words: readonly string[]): Promise<readonly string[]>;
  suggest(word: string): Promise<readonly string[]>;
  /** For good. */
  learn(word: string): void;
  /** Lets go of the dictionary, some 25 MB, until it is asked again. */
  rest(): void;
};

export type SpellingDeps = {
  readonly settings: Pick<SettingsFile, 'get' | 'set'>;
  readonly log: Log;
  /** BCP 47, the first one first. */
  readonly languages: readonly string[];
  readonly thread?: string;
};

type Thread = { readonly worker: Worker; readonly waiting: Map<number, (words: readonly string[]) => void> };

const MOST_LEARNED = 2_000;

export function createSpelling({ settings, log, languages, thread: file }: SpellingDeps): Spelling {
  let thread: Thread | undefined;
  let lastId = 0;
  let isBroken = false;

  /** Who writes in other languages would see every word marked. */
  const isOn = (): boolean => settings.get('spelling') ?? /^en\b/i.test(languages[0] ?? '');

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
    end(stopped);
  }

  function ask(kind: SpellerQuestion['kind'], words: readonly string[]): Promise<readonly string[]> {
    if (isBroken || words.length === 0) return Promise.resolve([]);
    if (!thread) {
      thread = start();
      void ask('learn', settings.get('learnedWords'));
    }
    const { worker, waiting } = thread;
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      worker.postMessage({ id, kind, words } satisfies SpellerQuestion);
    });
  }

  return {
    isOn,
    setOn: (on) => settings.set('spelling', on),
    check: async (words) => (isOn() ? ask('check', words.filter(isChecked)) : []),
    suggest: (word) => ask('suggest', [word]),
    learn: (word) => {
      const known = settings.get('learnedWords');
      if (known.includes(word) || known.length >= MOST_LEARNED) return;
      settings.set('learnedWords', [...known, word]);
      if (thread) void ask('learn', [word]);
    },
    rest: () => {
      if (thread) stop(thread);
    },
  };
}

/** Who waits is told that nothing was found. */
function end({ worker, waiting }: Thread): void {
  for (const answer of waiting.values()) answer([]);
  waiting.clear();
  void worker.terminate();
}

/** Names of things and other alphabets are not the dictionary's business. */
export function isChecked(word: string): boolean {
  return (
    word.length > 1 && /^[a-z'’-]+$/i.test(word) && !/[a-z][A-Z]/.test(word) && !/^[A-Z]{2,5}s?$/.test(word)
  );
}
