import type { Menu, MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { createSystemTray, type TraySystem } from '../../electron/system-tray.ts';
import type { TrayCommand, TrayMenuItem } from '../../electron/tray-menu.ts';

/** A system's tray as far as it is told: what it was given, and its clicks. */
function setup(platform: NodeJS.Platform) {
  const pictures: string[] = [];
  const tooltips: string[] = [];
  const menus: MenuItemConstructorOptions[][] = [];
  const listeners = new Map<string, () => void>();
  const commands: TrayCommand[] = [];
  let isDark = true;
  let onBarChange: (() => void) | undefined;
  let isDestroyed = false;
  const tray = {
    setImage: (picture: string) => pictures.push(picture),
    setToolTip: (text: string) => tooltips.push(text),
    setContextMenu: () => undefined,
    on: (event: string, listener: () => void) => listeners.set(event, listener),
    destroy: () => {
      isDestroyed = true;
    },
  };
  const icon = createSystemTray(
    {
      platform,
      pictures: '/tray',
      makeTray: (picture) => {
        pictures.push(picture);
        return tray as unknown as ReturnType<TraySystem['makeTray']>;
      },
      makeMenu: (template) => {
        menus.push(template);
        return {} as Menu;
      },
      isBarDark: () => isDark,
      onBarChange: (listener) => {
        onBarChange = listener;
        return () => {
          onBarChange = undefined;
        };
      },
    },
    (command) => commands.push(command),
  );
  return {
    icon,
    pictures,
    tooltips,
    commands,
    menu: () => menus.at(-1) ?? [],
    events: () => [...listeners.keys()],
    click: () => listeners.get('click')?.(),
    makeBarLight: () => {
      isDark = false;
      onBarChange?.();
    },
    isWatching: () => onBarChange !== undefined,
    isDestroyed: () => isDestroyed,
  };
}

describe('a click on the icon', () => {
  test.each(['win32', 'linux'] as const)(
    'opens the window on %s; the other button is the system’s',
    (platform) => {
      const { commands, click, events } = setup(platform);
      click();
      expect(commands).toEqual([{ kind: 'open' }]);
      expect(events()).toEqual(['click']);
    },
  );

  test('opens the menu on macOS, which does that by itself', () => {
    expect(setup('darwin').events()).toEqual([]);
  });
});

describe('the picture', () => {
  test.each<[NodeJS.Platform, string, string]>([
    ['linux', '/tray/error.png', '/tray/error.png'],
    ['win32', '/tray/error-dark.ico', '/tray/error-light.ico'],
    ['darwin', '/tray/errorTemplate.png', '/tray/errorTemplate.png'],
  ])('fits the bar of %s, also when that changes', (platform, onDark, onLight) => {
    const { icon, pictures, makeBarLight, isWatching, isDestroyed } = setup(platform);
    icon.show({ state: 'error', tooltip: 'Perch', menu: [] });
    expect(pictures.at(-1)).toBe(onDark);
    makeBarLight();
    expect(pictures.at(-1)).toBe(onLight);
    icon.destroy();
    expect([isWatching(), isDestroyed()]).toEqual([false, true]);
  });

  test('stays when only the words change', () => {
    const { icon, pictures, tooltips, menu } = setup('linux');
    icon.show({ tooltip: 'Perch — 3 queued' });
    expect(pictures).toHaveLength(1);
    expect([tooltips, menu()]).toEqual([['Perch — 3 queued'], []]);
  });
});

const itemsOf = (item: MenuItemConstructorOptions | undefined) =>
  (item?.submenu ?? []) as MenuItemConstructorOptions[];

function choose(item: MenuItemConstructorOptions | undefined): void {
  const click = item?.click as (() => void) | undefined;
  click?.();
}

test('the menu is the system’s: words as they are, a status that cannot be chosen, menus in it', () => {
  const { icon, menu, commands } = setup('win32');
  const items: readonly TrayMenuItem[] = [
    { label: 'Perch — Healthy' },
    'separator',
    { label: 'Next: “R&B”', command: { kind: 'post', id: '1' } },
    {
      label: 'Pause publishing',
      submenu: [{ label: 'For 1 hour', command: { kind: 'pause', choice: 'hour' } }],
    },
  ];
  icon.show({ menu: items });
  const [status, line, next, pause] = menu();
  expect(status).toEqual({ label: 'Perch — Healthy', enabled: false });
  expect(line).toEqual({ type: 'separator' });
  expect(next?.label).toBe('Next: “R&&B”');
  for (const item of [next, ...itemsOf(pause)]) choose(item);
  expect(commands).toEqual([
    { kind: 'post', id: '1' },
    { kind: 'pause', choice: 'hour' },
  ]);
});
