import type { Finding } from '../../core/domain/finding.ts';
import { plainWords, strings } from '../strings.ts';
import type { Tick } from '../ui/tick-list.tsx';

/** Findings of an examination, to be shown. */
export const ticksOf = (findings: readonly Finding[]): readonly Tick[] =>
  findings.map(({ name, state, message }) => ({
    name,
    isOk: state === 'note' ? undefined : state === 'ok',
    verdict: strings.findings[state],
    text: plainWords(message.replace(/ \(or `[^`]*`\)/g, '')),
  }));
