import type { Answer, CliContext } from '../context.ts';
import { examine, type Finding } from '../examine.ts';
import { answer } from '../output.ts';

const MARKS = { ok: '✓', note: '-', bad: '✗' } as const;

/** Looks at everything that publishing needs, in the order in which it is needed. */
export async function doctor(context: CliContext): Promise<Answer> {
  const findings = await examine(context);
  const bad = findings.filter(({ state }) => state === 'bad').length;
  const json = { ok: bad === 0, checks: findings };
  return answer(json, () => describe(findings, bad), bad === 0 ? 0 : 1);
}

function describe(findings: readonly Finding[], bad: number): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(
    ({ name, state, message }) => `${MARKS[state]} ${name.padEnd(width)}  ${message}`,
  );
  const verdict =
    bad === 0 ? 'Everything that publishing needs is in order.' : 'Mend what is marked with ✗, from the top.';
  return [...lines, '', verdict].join('\n');
}
