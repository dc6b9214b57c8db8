import { describeSlots, parseSlots } from '../../domain/slot-words.ts';
import { defaultPlan, type PostingPlan } from '../../domain/slots.ts';
import { distance, formatInstant, isZone } from '../../domain/zone.ts';
import { findFreeSlots } from '../../service/free-slots.ts';
import { setPlan } from '../../service/posting-plan.ts';
import { accountFor } from '../accounts.ts';
import type { Answer, CliContext } from '../context.ts';
import { parseDuration, showDuration } from '../duration.ts';
import { failure, misuse } from '../failure.ts';
import { facts } from '../format.ts';
import { withHome, withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';
import { timeView } from '../time-option.ts';

export type SlotsOptions = { readonly account?: string };
export type SetSlotsOptions = SlotsOptions & {
  readonly zone?: string;
  readonly lateWindow?: string;
  readonly default?: boolean;
};
export type NextSlotsOptions = SlotsOptions & { readonly count?: string };

const MOST = 100;

/** When posts of each account, or of one, go out. */
export async function slotsList(context: CliContext, options: SlotsOptions): Promise<Answer> {
  return withHome(context, async (home) => {
    const { store } = home;
    const named = options.account === undefined ? [] : [await accountFor(context, home, options.account)];
    const names = named.length > 0 ? named : (await store.accounts.list()).map(({ name }) => name);
    if (names.length === 0) names.push(await accountFor(context, home, undefined));
    const plans = await store.settings.plans();
    const views = names.map((name) => viewPlan(name, plans[name], context));
    return answer(
      views.map(({ json }) => json),
      () => views.map(({ text }) => text).join('\n\n'),
    );
  });
}

/** Plans it anew; what is not given stays. */
export async function slotsSet(
  context: CliContext,
  words: readonly string[],
  options: SetSlotsOptions,
): Promise<Answer> {
  const { zone, lateWindow } = options;
  const isEmpty = words.length === 0 && zone === undefined && lateWindow === undefined;
  if (options.default ? !isEmpty : isEmpty)
    throw misuse('Give slots such as "mon-fri 09:00, 17:00", --zone or --late-window, or only --default.');
  const reading = parseSlots(words.join('; '));
  if (reading.kind === 'error') throw misuse(reading.message);
  if (words.length > 0 && reading.slots.length === 0)
    throw misuse(
      'No slot is named: write them like "mon-fri 09:00, 17:00", or give --default for the default ones.',
    );
  if (zone !== undefined && !isZone(zone))
    throw misuse(`"${zone.slice(0, 60)}" is not a time zone: use an IANA name such as Europe/London.`);
  const late = lateWindow === undefined ? undefined : parseDuration(lateWindow, '--late-window');
  return withHomeToChange(context, async (home) => {
    const { settings } = home.store;
    const account = await accountFor(context, home, options.account);
    const { accounts } = home.store;
    if (options.account !== undefined && !(await accounts.get(account)))
      throw failure('unknown-account', `There is no account "${account}": \`perch accounts\` lists them.`);
    const before = (await settings.plans())[account] ?? defaultPlan(context.zone());
    const plan: PostingPlan = {
      ...before,
      ...(words.length > 0 && { slots: reading.slots }),
      ...(zone !== undefined && { zone }),
      ...(late !== undefined && { lateWindow: late }),
    };
    const result = await setPlan(settings, account, options.default ? null : plan);
    if (result.kind === 'refused') throw failure(result.code, result.message);
    const { json, text } = viewPlan(account, result.plan ?? undefined, context);
    return answer(json, text);
  });
}

/** The next slots at which no post of the account goes out yet. */
export async function slotsNext(context: CliContext, options: NextSlotsOptions): Promise<Answer> {
  const count = Number(options.count ?? '3');
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw misuse(`--count takes a whole number from 1 to ${MOST}; got "${options.count?.slice(0, 40)}".`);
  return withHome(context, async (home) => {
    const account = await accountFor(context, home, options.account);
    const now = context.now();
    const query = { account, zone: context.zone(), from: now, count };
    const { plan, free } = await findFreeSlots(home.store, query);
    const slots = free.map((at) => timeView({ at, zone: plan.zone }));
    return answer({ account, slots }, () =>
      free.length === 0
        ? `@${account} has no slots: add some with \`perch slots set\`.`
        : free.map((at) => `${formatInstant(at, plan.zone)}, ${distance(at, now)}`).join('\n'),
    );
  });
}

function viewPlan(account: string, own: PostingPlan | undefined, context: CliContext) {
  const plan = own ?? defaultPlan(context.zone());
  const { zone, slots, lateWindow } = plan;
  const what = own ? '' : ' (the default: nobody planned anything)';
  const text = facts([
    ['Account', `@${account}`],
    ['Slots', `${describeSlots(slots) || 'none'}${what}`],
    ['Zone', zone],
    ['Late window', lateWindow === undefined ? 'as in perch settings' : showDuration(lateWindow)],
  ]);
  return { json: { account, isDefault: own === undefined, ...plan }, text };
}
