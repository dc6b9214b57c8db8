import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failuresPage, reasonOf } from '../../build/failures-page.ts';
import { ROOT } from '../../build/project.mjs';
import { ANSWERS, WIRE } from '../../core/adapters/x/answers.ts';
import { classifyPost, classifyRefusal } from '../../core/adapters/x/classify.ts';
import type { Exchange } from '../../core/adapters/x/exchange.ts';
import { EXPLANATIONS } from '../../core/domain/explain.ts';
import { CHECKING_FAILURES, OWN_FAILURES } from '../../core/domain/failures.ts';
import { REASON_KINDS } from '../../core/domain/reason.ts';

const RULES = [...ANSWERS, ...WIRE];
const context = { now: 0, skew: 0, secrets: [] };
const answer = (http: number, body: unknown): Exchange => ({ kind: 'answer', http, headers: {}, body });

describe('docs/failures.md', () => {
  it('is up to date: `npm run docs` writes it anew', () => {
    expect(readFileSync(join(ROOT, 'docs/failures.md'), 'utf8')).toBe(failuresPage());
  });

  it('tells what leads to every reason, and every reason has its sentences', () => {
    const told = new Set([
      ...RULES.map(({ meaning }) => reasonOf(meaning)),
      ...[...CHECKING_FAILURES, ...OWN_FAILURES].map(({ reason }) => reason),
    ]);
    expect(REASON_KINDS.filter((kind) => !told.has(kind))).toEqual([]);
    for (const kind of REASON_KINDS) {
      expect(EXPLANATIONS[kind].sentence).toMatch(/^[A-Z].*\.$/);
      expect(failuresPage()).toContain(EXPLANATIONS[kind].sentence);
    }
  });
});

describe('every rule for what X answers', () => {
  it.each(ANSWERS.map((rule) => [rule.title, rule] as const))(
    '%s: is the first that its example fits',
    (_, { http: [from, to], example = {}, meaning, longText }) => {
      const text = longText ? 'x'.repeat(281) : 'hello';
      const http = from === 400 && to === 499 ? [400, 404, 413, 422] : [from, to];
      for (const status of http)
        expect(classifyPost(answer(status, example), { ...context, text })).toMatchObject(meaning);
    },
  );

  it.each(WIRE.map((rule) => [rule.title, rule] as const))('%s', (_, { exchange, example, meaning }) => {
    expect(classifyPost({ kind: exchange, cause: example }, context)).toMatchObject(meaning);
  });

  it('claims proof that nothing was posted for no 2xx, 3xx, 5xx or 408, whatever the words are', () => {
    const words = ANSWERS.map(({ example }) => example ?? {});
    for (const http of [200, 201, 204, 302, 304, 408, 500, 502, 503, 504, 522])
      for (const body of words) {
        const outcome = classifyPost(answer(http, body), { ...context, text: 'x'.repeat(281) });
        expect([http, outcome.kind]).toEqual([http, 'unknown']);
      }
  });

  it('says that a request which left may have been worked', () => {
    for (const { exchange, meaning } of WIRE) if (exchange === 'broken') expect(meaning.kind).toBe('unknown');
  });

  it('knows a repeat only of what creates a post', () => {
    const body = { detail: 'duplicate content' };
    expect(classifyPost(answer(403, body), context).kind).toBe('duplicate');
    expect(classifyRefusal(answer(403, body), context).kind).toBe('rejected');
  });
});
