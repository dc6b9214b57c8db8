import { describe, expect, it } from 'vitest';
import { EXPLANATIONS } from '../../core/domain/explain.ts';
import { PROCESSOR_NAMES } from '../../core/domain/processor.ts';
import { REASON_KINDS } from '../../core/domain/reason.ts';
import { STATUSES } from '../../core/domain/status.ts';
import { noteWords, statusWords } from '../../renderer/post/post-words.ts';
import { plainWords, strings } from '../../renderer/strings.ts';
import { postView } from './support.ts';

describe('the catalogue', () => {
  it('has the words of the design for all eleven statuses', () => {
    expect(STATUSES.map((status) => strings.statuses[status])).toEqual([
      'Draft',
      'Scheduled',
      'Queued',
      'Publishing',
      'Checking',
      'Retrying',
      'Published',
      'Missed',
      'Held',
      'Failed (needs you)',
      'Cancelled',
    ]);
  });

  it('says for every reason what comes next, without a command of the CLI', () => {
    for (const kind of REASON_KINDS) expect(plainWords(EXPLANATIONS[kind].next)).toMatch(/^[A-Z][^`]*\.$/);
  });

  it('names every processor', () => {
    for (const name of PROCESSOR_NAMES) expect(strings.processors[name].title).not.toBe('');
  });

  it('counts in words that agree', () => {
    expect([strings.queue.parts(1), strings.queue.parts(3)]).toEqual(['1 part', '3 parts']);
    expect([strings.compose.cost(0.015), strings.compose.cost(0.2)]).toEqual(['$0.015', '$0.20']);
  });
});

describe('plainWords', () => {
  it('leaves out the sentences that name a command', () => {
    const message = 'A post has been due for 45 s and has not left. See `perch list --status scheduled`.';
    expect(plainWords(message)).toBe('A post has been due for 45 s and has not left.');
  });

  it('keeps a text that is nothing but a command', () => {
    expect(plainWords('Run `perch doctor`.')).toBe('Run perch doctor.');
  });
});

describe('the words of a post', () => {
  it('tells the tries and the next one while it is retried', () => {
    const post = postView({ status: 'retrying', attempts: 2, nextTryAt: '2026-11-21T14:42:31.250Z' });
    expect(statusWords(post)).toBe('Retrying (2, next at 14:42)');
  });

  it('tells the sentence, what is out and the next step', () => {
    const explanation = {
      sentence: 'X refused this post. (403)',
      next: 'Part 1 is out and is not sent again. Change it, then give it a time. `perch edit` does.',
      wayOut: 'edit' as const,
    };
    const parts = [{ text: 'one', tweetId: '1' }, { text: 'two' }];
    const post = postView({ status: 'failed', reason: 'rejected', explanation, parts });
    expect(noteWords(post)).toBe(
      'X refused this post. (403) Part 1 is out and is not sent again. Change it, then give it a time.',
    );
  });
});
