import {
  checkProcessorSettings,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import type { Answer, CliContext } from '../context.ts';
import { parseDuration, showDuration } from '../duration.ts';
import { failure, misuse } from '../failure.ts';
import { table } from '../format.ts';
import { withHome, withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';

export type ProcessorOptions = {
  readonly enabled?: string;
  readonly count?: string;
  readonly idleSleep?: string;
  readonly reportTimeout?: string;
};

type Named = ProcessorSettings & { readonly name: ProcessorName };

/** The loops of the worker and how they are set. */
export async function processorsList(context: CliContext): Promise<Answer> {
  return withHome(context, async ({ store }) => {
    const settings = await store.settings.processors();
    const rows = PROCESSOR_NAMES.map((name): Named => ({ name, ...settings[name] }));
    return answer(rows, () => describe(rows));
  });
}

/** Changes one of them; running workers take it over without a restart. */
export async function processorsSet(
  context: CliContext,
  given: string,
  options: ProcessorOptions,
): Promise<Answer> {
  const name = PROCESSOR_NAMES.find((known) => known === given);
  if (!name)
    throw failure(
      'unknown-processor',
      `There is no processor "${given.slice(0, 40)}": use one of ${PROCESSOR_NAMES.join(', ')}.`,
    );
  const patch = toPatch(options);
  if (Object.keys(patch).length === 0) {
    throw misuse('There is nothing to set: give --enabled, --count, --idle-sleep or --report-timeout.');
  }
  const problem = checkProcessorSettings(patch);
  if (problem !== undefined) throw failure('invalid', `Not set, because ${problem}.`);
  return withHomeToChange(context, async ({ store }) => {
    const row: Named = { name, ...(await store.settings.setProcessor(name, patch)) };
    return answer(row, () => describe([row]));
  });
}

function toPatch({ enabled, count, idleSleep, reportTimeout }: ProcessorOptions): Partial<ProcessorSettings> {
  return {
    ...(enabled !== undefined && { enabled: parseSwitch(enabled) }),
    ...(count !== undefined && { count: /^\d+$/.test(count) ? Number(count) : Number.NaN }),
    ...(idleSleep !== undefined && { idleSleep: parseDuration(idleSleep, '--idle-sleep') }),
    ...(reportTimeout !== undefined && { reportTimeout: parseDuration(reportTimeout, '--report-timeout') }),
  };
}

function parseSwitch(text: string): boolean {
  if (/^(?:true|on|yes)$/i.test(text)) return true;
  if (/^(?:false|off|no)$/i.test(text)) return false;
  throw misuse(`--enabled takes true or false; got "${text.slice(0, 40)}".`);
}

function describe(rows: readonly Named[]): string {
  const cells = rows.map(({ name, enabled, count, idleSleep, reportTimeout }) => [
    name,
    enabled ? 'on' : 'off',
    String(count),
    showDuration(idleSleep),
    showDuration(reportTimeout),
  ]);
  return table(['PROCESSOR', 'SWITCH', 'COUNT', 'IDLE SLEEP', 'REPORT TIMEOUT'], cells);
}
