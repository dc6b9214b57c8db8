import {
  Activity,
  ArrowDownUp,
  CalendarDays,
  HeartPulse,
  Keyboard,
  ListChecks,
  Search,
  Settings,
  SquarePen,
} from 'lucide-react';
import { SHORTCUTS } from '../shortcuts.ts';
import { useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Rail, RailButton, RailWord } from '../ui/frame.tsx';
import { Logo } from '../ui/logo.tsx';
import { ThemeMenu } from './theme-menu.tsx';

export type Screen = 'posts' | 'calendar' | 'activity' | 'health' | 'transfer' | 'settings';

type SideRailProps = {
  readonly screen: Screen;
  readonly onScreen: (screen: Screen) => void;
  readonly onCompose: () => void;
  readonly onHelp: () => void;
  readonly onPalette: () => void;
};

const words = strings.nav;
const SIZE = 17;

const PLACES = [
  { id: 'posts', icon: ListChecks, shortcut: 'showPosts' },
  { id: 'calendar', icon: CalendarDays, shortcut: 'showCalendar' },
  { id: 'activity', icon: Activity, shortcut: 'showActivity' },
  { id: 'health', icon: HeartPulse, shortcut: 'showHealth' },
  { id: 'transfer', icon: ArrowDownUp, shortcut: 'showTransfer' },
  { id: 'settings', icon: Settings, shortcut: 'showSettings' },
] as const;

export function SideRail({ screen, onScreen, onCompose, onHelp, onPalette }: SideRailProps) {
  const attention = useSession((s) => s.overview?.health.attention);
  // A pause is what the person wants.
  const troubles = useSession(
    (s) => s.overview?.health.reasons.filter(({ severity }) => severity !== 'paused').length,
  );
  const brand = (
    <>
      <Logo size={26} />
      <RailWord>{strings.app}</RailWord>
    </>
  );
  const foot = (
    <>
      <ThemeMenu />
      <RailButton
        label={words.shortcuts}
        icon={<Keyboard size={SIZE} />}
        chord={SHORTCUTS.help.keys[0]}
        onPress={onHelp}
      />
    </>
  );
  return (
    <Rail label={words.label} brand={brand} foot={foot}>
      <RailButton
        label={words.compose}
        icon={<SquarePen size={SIZE} />}
        chord={SHORTCUTS.newPost.keys[0]}
        isPrimary
        onPress={onCompose}
      />
      <RailButton
        label={words.palette}
        icon={<Search size={SIZE} />}
        chord={SHORTCUTS.palette.keys[0]}
        onPress={onPalette}
      />
      {PLACES.map(({ id, icon: Icon, shortcut }) => (
        <RailButton
          key={id}
          label={words[id]}
          icon={<Icon size={SIZE} />}
          chord={SHORTCUTS[shortcut].keys[0]}
          count={id === 'posts' ? attention : id === 'health' ? troubles : undefined}
          isCurrent={screen === id}
          onPress={() => onScreen(id)}
        />
      ))}
    </Rail>
  );
}
