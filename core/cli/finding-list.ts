import type { Finding } from '../domain/finding.ts';
import type { Answer } from './context.ts';
import { answer } from './output.ts';

const MARKS = { ok: '✓', note: '-', bad: '✗' } as const;

/** Findings with a tick each; exit code 1 when one of them is bad. */
export function checkList(findings: readonly Finding[], allWell: string): Answer {
  const isWell = findings.every(({ state }) => state !== 'bad');
  const json = { ok: isWell, checks: findings };
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(
    ({ name, state, message }) => `${MARKS[state]} ${name.padEnd(width)}  ${message}`,
  );
  const verdict = isWell ? allWell : 'Mend what is marked with ✗, from the top.';
  return answer(json, () => [...lines, '', verdict].join('\n'), isWell ? 0 : 1);
}
