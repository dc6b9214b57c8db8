import { useMemo } from 'react';
import { nextFreeSlots, type PostingPlan } from '../../core/domain/slots.ts';
import { MINUTE } from '../../core/domain/time.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { dateTime, planOf, slotsOf } from '../state/planned-time.ts';
import { useNow, useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { zoneChoices } from '../state/zones.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { SearchSelect } from '../ui/search-select.tsx';
import { Text } from '../ui/text.tsx';
import { LateWindowField } from './posting-late.tsx';
import { AddSlot, SlotGrid } from './posting-slots.tsx';
import { useSetPlan } from './use-posting-plan.ts';

const words = strings.posting;
const SHOWN = 3;

/** The plan of one account. Each change applies at once. */
export function PostingPlanCard({ account }: { readonly account: AccountView }) {
  const set = useSetPlan(account.name);
  const { lateWindow } = account;
  const plan = useMemo(() => planOf(account), [account]);
  const change = (patch: Partial<PostingPlan>) =>
    set({ ...plan, ...(lateWindow !== undefined && { lateWindow }), ...patch });
  const isDefault = account.zone === undefined;
  return (
    <Card aria-label={words.account(account.name)}>
      <Stack gap={3}>
        <Inline spread wrap>
          <Text as="h3" look="title">
            {`@${account.name}`}
          </Text>
          <Text look="small">{words.week(plan.slots.length)}</Text>
        </Inline>
        {isDefault && (
          <Banner tone="info" isPlain>
            {words.isDefault}
          </Banner>
        )}
        <SlotGrid slots={plan.slots} onChange={(slots) => void change({ slots })} />
        <AddSlot slots={plan.slots} onChange={(slots) => change({ slots })} />
        <NextFree account={account} />
        <Zone zone={plan.zone} onChange={(zone) => void change({ zone })} />
        <LateWindowField value={lateWindow} plan={plan} onChange={set} />
        {!isDefault && (
          <Inline>
            <Button size="s" look="quiet" onPress={() => void set(null)}>
              {words.reset}
            </Button>
          </Inline>
        )}
      </Stack>
    </Card>
  );
}

function Zone({ zone, onChange }: { readonly zone: string; readonly onChange: (zone: string) => void }) {
  const choices = useMemo(() => zoneChoices(zone), [zone]);
  return (
    <Stack gap={1}>
      <SearchSelect
        label={words.zone}
        placeholder={strings.when.zoneSearch}
        empty={strings.when.zoneNone}
        choices={choices}
        value={zone}
        onChange={onChange}
      />
      <Text look="small">{words.zoneText}</Text>
    </Stack>
  );
}

/** Where the next posts would go. */
function NextFree({ account }: { readonly account: AccountView }) {
  const { posts } = useServices();
  const open = useStore(posts, (s) => s.open);
  const minute = Math.floor(useNow() / MINUTE) * MINUTE;
  const text = useMemo(() => {
    const nothing = { id: '', when: '', zone: null };
    const { plan, taken } = slotsOf({ composition: nothing, account, open }, minute);
    const free = nextFreeSlots(plan, taken, minute, SHOWN);
    return free.length === 0
      ? words.noNext
      : words.next(free.map((at) => dateTime(at, plan.zone)).join(' · '));
  }, [account, open, minute]);
  return <Text look="small">{text}</Text>;
}
