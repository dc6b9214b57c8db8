import {
  Activity,
  HeartPulse,
  Keyboard,
  ListChecks,
  Monitor,
  Moon,
  Settings,
  SquarePen,
  Sun,
} from 'lucide-react';
import type { ThemeChoice } from '../../core/rpc/contract.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Rail, RailButton, RailWord } from '../ui/frame.tsx';
import { Logo } from '../ui/logo.tsx';
import { Menu } from '../ui/menu.tsx';

export type Screen = 'posts' | 'activity' | 'health' | 'settings';

type SideRailProps = {
  readonly screen: Screen;
  readonly onScreen: (screen: Screen) => void;
  readonly onCompose: () => void;
  readonly onHelp: () => void;
};

const words = strings.nav;
const SIZE = 17;

export function SideRail({ screen, onScreen, onCompose, onHelp }: SideRailProps) {
  const attention = useSession((s) => s.overview?.health.attention);
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
        label={words.posts}
        icon={<ListChecks size={SIZE} />}
        chord={SHORTCUTS.showPosts.keys[0]}
        count={attention}
        isCurrent={screen === 'posts'}
        onPress={() => onScreen('posts')}
      />
      <RailButton
        label={words.activity}
        icon={<Activity size={SIZE} />}
        chord={SHORTCUTS.showActivity.keys[0]}
        isCurrent={screen === 'activity'}
        onPress={() => onScreen('activity')}
      />
      <RailButton
        label={words.health}
        icon={<HeartPulse size={SIZE} />}
        chord={SHORTCUTS.showHealth.keys[0]}
        isCurrent={screen === 'health'}
        onPress={() => onScreen('health')}
      />
      <RailButton
        label={words.settings}
        icon={<Settings size={SIZE} />}
        chord={SHORTCUTS.showSettings.keys[0]}
        isCurrent={screen === 'settings'}
        onPress={() => onScreen('settings')}
      />
    </Rail>
  );
}

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<
  ThemeChoice,
  unknown
>;
const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

function ThemeMenu() {
  const { session } = useServices();
  const theme = useSession((s) => s.shell?.theme ?? 'system');
  const Current = THEME_ICONS[theme];
  const entries = THEMES.map((id) => {
    const Icon = THEME_ICONS[id];
    return {
      id,
      label: strings.themes[id],
      icon: <Icon size={15} />,
      onAction: () => void session.shell().setTheme(id),
    };
  });
  return (
    <Menu label={words.theme} entries={entries}>
      <RailButton label={words.theme} icon={<Current size={SIZE} />} />
    </Menu>
  );
}
