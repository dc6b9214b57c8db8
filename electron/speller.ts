import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import createSpeller from 'nspell';
import type { SpellerAnswer, SpellerQuestion } from './speller-thread.ts';

// A thread of main: reading the dictionary takes a fifth of a second, which neither the page nor main can spare.

/** Put beside this file by the build. */
const read = (file: string): Buffer => readFileSync(join(import.meta.dirname, file));
const speller = createSpeller({ aff: read('en.aff'), dic: read('en.dic') });

const SUGGESTIONS = 4;

parentPort?.on('message', ({ id, kind, words }: SpellerQuestion) => {
  const [first = ''] = words;
  const answer: SpellerAnswer = { id, words: [] };
  if (kind === 'learn') for (const word of words) speller.add(word);
  if (kind === 'check') answer.words = words.filter((word) => !speller.correct(word));
  if (kind === 'suggest') answer.words = speller.suggest(first).slice(0, SUGGESTIONS);
  parentPort?.postMessage(answer);
});
