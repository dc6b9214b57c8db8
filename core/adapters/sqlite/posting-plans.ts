import type { PostingPlan, PostingPlans } from '../../domain/slots.ts';
import type { Database } from './database.ts';
import { READ_SETTING, WRITE_SETTING } from './setting.ts';

const KEY = 'postingPlans';

/** The posting plans, all under one setting: they are few, and read together. */
export function createPlans(db: Database) {
  const read = (): PostingPlans =>
    JSON.parse(db.one<{ value: string }>(READ_SETTING, KEY)?.value ?? '{}') as PostingPlans;
  const replace = (plans: PostingPlans): void => {
    db.run(WRITE_SETTING, KEY, JSON.stringify(plans));
  };
  return {
    read,
    replace,
    set: (account: string, plan: PostingPlan | null): void =>
      db.transaction(() => {
        const { [account]: _, ...others } = read();
        replace(plan === null ? others : { ...others, [account]: plan });
      }),
  };
}
