import { LATE_WINDOWS } from '../domain/late.ts';
import { type PostingPlan, planProblem, tidySlots } from '../domain/slots.ts';
import { canonicalZone } from '../domain/zone.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { type Refused, refuse } from './save-result.ts';
import { refuseSealed } from './seal-guard.ts';

/** Plans when posts of an account go out, or, with null, leaves it to the default. @throws StoreError */
export async function setPlan(
  settings: Pick<SettingsStore, 'seal' | 'setPlan'>,
  account: string,
  plan: PostingPlan | null,
): Promise<{ readonly kind: 'ok'; readonly plan: PostingPlan | null } | Refused> {
  const problem = plan && problemOf(plan);
  if (problem) return refuse('invalid', problem);
  await refuseSealed(settings);
  const tidy = plan && {
    ...plan,
    zone: canonicalZone(plan.zone) ?? plan.zone,
    slots: tidySlots(plan.slots),
  };
  await settings.setPlan(account, tidy);
  return { kind: 'ok', plan: tidy };
}

/** The late window of new posts of the account. @throws StoreError */
export async function lateWindowOf(
  settings: Pick<SettingsStore, 'late' | 'plans'>,
  account: string,
): Promise<number> {
  return (await settings.plans())[account]?.lateWindow ?? (await settings.late()).lateWindow;
}

function problemOf(plan: PostingPlan): string | undefined {
  const { lateWindow } = plan;
  if (lateWindow !== undefined && !(lateWindow >= LATE_WINDOWS.min && lateWindow <= LATE_WINDOWS.max))
    return 'The late window must be from 1 minute to 7 days.';
  return planProblem(plan);
}
