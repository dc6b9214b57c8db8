import { checkPost } from '../../domain/check.ts';
import { textParts } from '../../domain/content.ts';
import { costOfPost } from '../../domain/cost.ts';
import { hasErrors, type Problem } from '../../domain/problem.ts';
import { measureText, PREMIUM_LIMIT, STANDARD_LIMIT } from '../../domain/text.ts';
import type { Answer, CliContext } from '../context.ts';
import { facts, plural, usd } from '../format.ts';
import { answer } from '../output.ts';
import { problemLines } from '../problem-lines.ts';

export type CheckOptions = { readonly text: readonly string[]; readonly premium?: boolean };

/** What X would say to a text. Needs no home, no account and no network. */
export async function check(
  _context: CliContext,
  { text: texts, premium = false }: CheckOptions,
): Promise<Answer> {
  const limit = premium ? PREMIUM_LIMIT : STANDARD_LIMIT;
  const parts = texts.map((text) => {
    const { weightedLength, valid } = measureText(text, { limit });
    return { weightedLength, limit, valid, costUsd: costOfPost([{ text }]) };
  });
  const contents = textParts(texts);
  const problems = checkPost(contents, { premium });
  const result = {
    weightedLength: parts.reduce((sum, part) => sum + part.weightedLength, 0),
    valid: parts.every((part) => part.valid),
    problems,
    costUsd: costOfPost(contents),
    parts,
  };
  return answer(result, () => describe(parts, problems, result.costUsd), hasErrors(problems) ? 1 : 0);
}

function describe(
  parts: readonly { readonly weightedLength: number; readonly limit: number }[],
  problems: readonly Problem[],
  cost: number,
): string {
  const lengths = parts.map(({ weightedLength, limit }, i) => {
    const label = parts.length === 1 ? 'Length' : `Part ${i + 1}`;
    return [label, `${weightedLength} of ${limit} characters as X counts them`] as const;
  });
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const verdict = errors === 0 ? 'X would take it.' : `X would refuse it: ${plural(errors, 'problem')}.`;
  return [
    verdict,
    facts([...lengths, ['Cost', usd(cost)]]),
    ...problemLines(problems, parts.length > 1),
  ].join('\n');
}
