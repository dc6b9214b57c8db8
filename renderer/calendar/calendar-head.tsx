import { CalendarDays, ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import { SHORTCUTS } from '../shortcuts.ts';
import type { View } from '../state/calendar-days.ts';
import { periodName } from '../state/calendar-words.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { Menu } from '../ui/menu.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Text } from '../ui/text.tsx';
import type { CalendarPlace } from './use-place.ts';

const words = strings.calendar;
const VIEWS: readonly View[] = ['month', 'week'];

type CalendarHeadProps = {
  readonly place: CalendarPlace;
  readonly onStep: (by: 1 | -1) => void;
  readonly onToday: () => void;
  readonly onView: (view: View) => void;
};

/** Which days are shown, and the ways to others. */
export function CalendarHead({ place, onStep, onToday, onView }: CalendarHeadProps) {
  const { view, day } = place;
  return (
    <Inline spread wrap>
      <Inline>
        <Button
          size="s"
          icon={<CalendarDays size={13} aria-hidden />}
          chord={SHORTCUTS.calendarToday.keys[0]}
          onPress={onToday}
        >
          {words.today}
        </Button>
        <Inline gap={1}>
          <IconButton
            label={words.previous[view]}
            icon={<ChevronLeft size={16} />}
            chord={SHORTCUTS.calendarPrevious.keys[0]}
            onPress={() => onStep(-1)}
          />
          <IconButton
            label={words.next[view]}
            icon={<ChevronRight size={16} />}
            chord={SHORTCUTS.calendarNext.keys[0]}
            onPress={() => onStep(1)}
          />
        </Inline>
        <div role="status">
          <Text as="h1" look="title">
            {periodName(view, day)}
          </Text>
        </div>
      </Inline>
      <Inline>
        <AccountMenu place={place} />
        <Segmented
          label={words.viewLabel}
          segments={VIEWS.map((id) => ({ id, label: words.views[id] }))}
          value={view}
          onChange={onView}
        />
      </Inline>
    </Inline>
  );
}

function AccountMenu({ place: { accounts, account } }: { readonly place: CalendarPlace }) {
  const { calendar } = useServices();
  if (accounts.length < 2) return null;
  const entries = [
    { id: 'all', label: words.allAccounts, onAction: () => calendar.show({ account: null }) },
    ...accounts.map(({ name }) => ({
      id: `account ${name}`,
      label: `@${name}`,
      onAction: () => calendar.show({ account: name }),
    })),
  ];
  return (
    <Menu label={words.account} entries={entries}>
      <Button size="s" icon={<ChevronDown size={13} aria-hidden />}>
        {account ? `@${account.name}` : words.allAccounts}
      </Button>
    </Menu>
  );
}
