import type { Answer, CliContext } from '../context.ts';
import { withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';
import { pauseView } from '../pause-view.ts';
import { resolveWhen, timeWords } from '../time-option.ts';

/** Stops publishing until a time, or until `resume`. What is on its way is finished. */
export async function pause(
  context: CliContext,
  options: { readonly until?: string; readonly zone?: string },
): Promise<Answer> {
  const now = context.now();
  const time =
    options.until === undefined ? undefined : resolveWhen(options.until, options.zone ?? context.zone(), now);
  const until = time?.at ?? Number.POSITIVE_INFINITY;
  return withHomeToChange(context, async ({ store }) => {
    await store.settings.setPausedUntil(until);
    const end = time ? `until ${timeWords(time.at, time.zone, now)}` : 'until `perch resume`';
    const warning =
      'A post whose late window passes meanwhile is not sent later; it becomes missed and asks you.';
    return answer({ pausedUntil: pauseView(until) }, `Publishing is paused ${end}.\n${warning}`);
  });
}

/** Lets publishing go on. */
export async function resume(context: CliContext): Promise<Answer> {
  return withHomeToChange(context, async ({ store }) => {
    await store.settings.setPausedUntil(null);
    return answer({ pausedUntil: null }, 'Publishing goes on.');
  });
}
