import { isChecked } from '../core/domain/spelling.ts';
import type { Log } from '../core/ports/log.ts';
import type { SettingsFile } from './settings.ts';
import { createSpellerThread } from './speller-thread.ts';

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

const MOST_LEARNED = 2_000;

export function createSpelling({ settings, log, languages, thread: file }: SpellingDeps): Spelling {
  const thread = createSpellerThread({ log, learned: () => settings.get('learnedWords'), file });

  /** Who writes in other languages would see every word marked. */
  const isOn = (): boolean => settings.get('spelling') ?? /^en\b/i.test(languages[0] ?? '');

  return {
    isOn,
    setOn: (on) => settings.set('spelling', on),
    check: async (words) => (isOn() ? thread.ask('check', words.filter(isChecked)) : []),
    suggest: (word) => thread.ask('suggest', [word]),
    learn: (word) => {
      const known = settings.get('learnedWords');
      if (known.includes(word) || known.length >= MOST_LEARNED) return;
      settings.set('learnedWords', [...known, word]);
      if (thread.isUp()) void thread.ask('learn', [word]);
    },
    rest: thread.stop,
  };
}
