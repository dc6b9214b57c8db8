import { checkLatePolicy, type LatePolicy } from '../../domain/late.ts';
import type { Answer, CliContext } from '../context.ts';
import { parseDuration, showDuration } from '../duration.ts';
import { failure, misuse } from '../failure.ts';
import { facts } from '../format.ts';
import { withHome, withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';

export type SettingsOptions = { readonly lateWindow?: string; readonly catchUpGap?: string };

/** What holds for all posts and workers. */
export async function settingsShow(context: CliContext): Promise<Answer> {
  return withHome(context, async ({ store }) => shown(await store.settings.late()));
}

/** Changes some of it; running workers follow. */
export async function settingsSet(context: CliContext, options: SettingsOptions): Promise<Answer> {
  const { lateWindow, catchUpGap } = options;
  if (lateWindow === undefined && catchUpGap === undefined)
    throw misuse('There is nothing to set: give --late-window or --catch-up-gap.');
  const patch = {
    ...(lateWindow !== undefined && { lateWindow: parseDuration(lateWindow, '--late-window') }),
    ...(catchUpGap !== undefined && { catchUpGap: parseDuration(catchUpGap, '--catch-up-gap') }),
  };
  const problem = checkLatePolicy(patch);
  if (problem !== undefined) throw failure('invalid', `Not set, because ${problem}.`);
  return withHomeToChange(context, async ({ store }) => shown(await store.settings.setLate(patch)));
}

function shown(late: LatePolicy): Answer {
  const { lateWindow, catchUpGap } = late;
  return answer(late, () =>
    facts([
      ['Late window', `${showDuration(lateWindow)} after its time, for posts that bring none of their own`],
      [
        'Catch-up gap',
        catchUpGap === 0
          ? 'none: posts that were slept through leave at once'
          : `${showDuration(catchUpGap)} between posts that were slept through`,
      ],
    ]),
  );
}
