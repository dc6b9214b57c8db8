import { roundUsd } from '../../domain/cost.ts';
import { checkLatePolicy } from '../../domain/late.ts';
import { checkSpendCap, SPENDING_LIMITS } from '../../domain/spending.ts';
import type { Home } from '../../host/home.ts';
import { setSpendCap } from '../../service/spend-cap.ts';
import { readSpending } from '../../service/stored-facts.ts';
import type { Answer, CliContext } from '../context.ts';
import { parseDuration, showDuration } from '../duration.ts';
import { failure, misuse } from '../failure.ts';
import { facts } from '../format.ts';
import { withHome, withHomeToChange } from '../home.ts';
import { networkFacts, networkJson, setNetwork } from '../network-settings.ts';
import { answer } from '../output.ts';

export type SettingsOptions = {
  readonly lateWindow?: string;
  readonly catchUpGap?: string;
  readonly spendCap?: string;
  readonly proxy?: string;
  readonly caFile?: string;
};

/** What holds for all posts and workers. */
export async function settingsShow(context: CliContext): Promise<Answer> {
  return withHome(context, shown);
}

/** Changes some of it; running workers follow. */
export async function settingsSet(context: CliContext, options: SettingsOptions): Promise<Answer> {
  const { lateWindow, catchUpGap, spendCap } = options;
  if (Object.values(options).every((given) => given === undefined))
    throw misuse(
      'There is nothing to set: give --late-window, --catch-up-gap, --spend-cap, --proxy or --ca-file.',
    );
  const patch = {
    ...(lateWindow !== undefined && { lateWindow: parseDuration(lateWindow, '--late-window') }),
    ...(catchUpGap !== undefined && { catchUpGap: parseDuration(catchUpGap, '--catch-up-gap') }),
  };
  const cap = spendCap === undefined ? undefined : parseCap(spendCap);
  const problem = checkLatePolicy(patch) ?? (cap === undefined ? undefined : checkSpendCap(cap));
  if (problem !== undefined) throw failure('invalid', `Not set, because ${problem}.`);
  await setNetwork(context, options);
  if (Object.keys(patch).length === 0 && cap === undefined) return settingsShow(context);
  return withHomeToChange(context, async (home) => {
    const { store, clock, random } = home;
    if (Object.keys(patch).length > 0) await store.settings.setLate(patch);
    if (cap !== undefined) await setSpendCap({ ...store, clock, random, by: 'cli' }, cap);
    return shown(home);
  });
}

function parseCap(text: string): number | null {
  if (text === 'off') return null;
  if (!/^\$?\d+(\.\d+)?$/.test(text))
    throw misuse(`"${text.slice(0, 20)}" is no amount: give USD, such as \`--spend-cap 5\`, or \`off\`.`);
  return roundUsd(Number(text.replace('$', '')));
}

async function shown({ store, clock, network }: Home): Promise<Answer> {
  const { lateWindow, catchUpGap } = await store.settings.late();
  const spendCap = await store.settings.spendCap();
  const { month, spentUsd, plannedUsd } = await readSpending(store, clock.now());
  const amounts = { month, spentUsd, plannedUsd };
  return answer({ lateWindow, catchUpGap, spendCap, spending: amounts, network: networkJson(network) }, () =>
    facts([
      ['Late window', `${showDuration(lateWindow)} after its time, for posts that bring none of their own`],
      [
        'Catch-up gap',
        catchUpGap === 0
          ? 'none: posts that were slept through leave at once'
          : `${showDuration(catchUpGap)} between posts that were slept through`,
      ],
      [
        'Monthly cap',
        spendCap === null ? 'none' : `$${spendCap}: a post that would exceed it is held until it fits`,
      ],
      ['This month', `$${spentUsd} spent, $${plannedUsd} planned (${month}, UTC)`],
      ['', SPENDING_LIMITS],
      ...networkFacts(network),
    ]),
  );
}
