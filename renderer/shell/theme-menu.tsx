import { Monitor, Moon, Sun } from 'lucide-react';
import type { ThemeChoice } from '../../core/rpc/shell-contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { RailButton } from '../ui/frame.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<
  ThemeChoice,
  unknown
>;
const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function ThemeMenu() {
  const theme = useSession((s) => s.shell?.theme ?? 'system');
  const Current = THEME_ICONS[theme];
  return (
    <Menu label={strings.nav.theme} entries={useThemeEntries()}>
      <RailButton label={strings.nav.theme} icon={<Current size={17} />} />
    </Menu>
  );
}

/** What the theme can be set to. */
export function useThemeEntries(): readonly MenuEntry[] {
  const { session } = useServices();
  return THEMES.map((id) => {
    const Icon = THEME_ICONS[id];
    return {
      id,
      label: strings.themes[id],
      icon: <Icon size={15} />,
      onAction: () => void session.shell().setTheme(id),
    };
  });
}
