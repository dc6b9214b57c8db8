import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { acceleratorOf, isAccelerator } from '../../core/domain/accelerator.ts';
import { nextZoom } from '../../core/domain/zoom.ts';
import { reshape, shapeOf } from '../../electron/bounds.ts';
import { createQuickKeys, type GlobalKeys } from '../../electron/quick-keys.ts';
import { createXdgAutostart } from '../../electron/xdg-autostart.ts';

describe('the start with the session on Linux', () => {
  function setup(env: NodeJS.ProcessEnv = {}) {
    const config = mkdtempSync(join(tmpdir(), 'perch config 100% '));
    onTestFinished(() => rmSync(config, { recursive: true, force: true }));
    const file = join(config, 'autostart', 'perch.desktop');
    const make = (path: string) =>
      createXdgAutostart({
        env: { XDG_CONFIG_HOME: config, ...env },
        command: [path],
        desktopName: 'perch.desktop',
      });
    return { file, make };
  }

  test('is off until it is wanted, and leaves nothing behind', () => {
    const { file, make } = setup();
    const item = make('/opt/perch');
    expect(item.view()).toEqual({ isOn: false, canChange: true });
    item.set(true);
    expect(item.view().isOn).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('Exec=/opt/perch --hidden');
    item.set(false);
    expect(item.view().isOn).toBe(false);
    expect(() => readFileSync(file)).toThrow(/ENOENT/);
  });

  test('follows a Perch that was moved, and stays off where a desktop switched it off', () => {
    const { file, make } = setup();
    make('/old/perch').set(true);
    make('/new place/perch').renew();
    expect(readFileSync(file, 'utf8')).toContain('Exec="/new place/perch" --hidden');
    writeFileSync(file, '[Desktop Entry]\nExec=/old/perch\nHidden=true\n');
    make('/new place/perch').renew();
    expect(readFileSync(file, 'utf8')).toContain('/old/perch');
    expect(make('/new place/perch').view().isOn).toBe(false);
  });

  test('starts the image, not the folder that it is unpacked to', () => {
    const { file, make } = setup({ APPIMAGE: '/home/ada/Perch 1.AppImage' });
    make('/tmp/.mount_perch/perch').set(true);
    expect(readFileSync(file, 'utf8')).toContain('Exec="/home/ada/Perch 1.AppImage" --hidden');
  });

  test.each([{ FLATPAK_ID: 'com.perch' }, { SNAP: '/snap/perch/1' }])('is refused in a box: %j', (env) => {
    const { make } = setup(env);
    expect(make('/app/perch').view()).toMatchObject({ canChange: false, note: /startup programs/ });
  });
});

describe('the keys for a new post', () => {
  function setup(taken: readonly string[] = []) {
    const held = new Map<string, () => void>();
    const keys: GlobalKeys = {
      register: (wanted, press) => !taken.includes(wanted) && Boolean(held.set(wanted, press)),
      unregister: (wanted) => void held.delete(wanted),
    };
    const press = vi.fn();
    return { held, press, quick: createQuickKeys({ keys, press, isWayland: taken.includes('wayland') }) };
  }

  test('are none until some are chosen, and only the last ones', () => {
    const { held, press, quick } = setup();
    expect(quick.set(null)).toEqual({ kind: 'ok' });
    quick.set('Control+Shift+P');
    quick.set('Alt+F9');
    expect([...held.keys()]).toEqual(['Alt+F9']);
    held.get('Alt+F9')?.();
    expect(press).toHaveBeenCalledOnce();
    quick.release();
    expect(held.size).toBe(0);
  });

  test('that another program has are refused in a sentence, and the old ones stay', () => {
    const { held, quick } = setup(['Control+A']);
    quick.set('Control+B');
    expect(quick.set('Control+A')).toMatchObject({ kind: 'refused', message: /another program has them/ });
    expect([...held.keys()]).toEqual(['Control+B']);
    const wayland = setup(['wayland', 'Control+A']);
    expect(wayland.quick.set('Control+A')).toMatchObject({ message: /^On Wayland the desktop decides/ });
  });

  test.each(['P', 'Shift+P', 'Control', 'Control+Control+P', 'Control+VolumeUp', 'x'.repeat(60), ''])(
    'are never %j',
    (keys) => {
      expect(isAccelerator(keys)).toBe(false);
      expect(setup().quick.set(keys).kind).toBe('refused');
    },
  );

  test('are written as they are pressed', () => {
    const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
    expect(acceleratorOf({ ...none, code: 'KeyP', ctrlKey: true, shiftKey: true })).toBe('Control+Shift+P');
    expect(acceleratorOf({ ...none, code: 'Digit1', metaKey: true, altKey: true })).toBe('Alt+Super+1');
    expect(acceleratorOf({ ...none, code: 'KeyP', shiftKey: true })).toBeUndefined();
    expect(acceleratorOf({ ...none, code: 'ControlLeft', ctrlKey: true })).toBeUndefined();
  });
});

describe('a window', () => {
  const bounds = { x: 1, y: 2, width: 900, height: 700 };
  const windowThat = (is: Partial<Record<'full' | 'max' | 'min', boolean>>) => ({
    isFullScreen: () => is.full ?? false,
    isMaximized: () => is.max ?? false,
    isMinimized: () => is.min ?? false,
    getNormalBounds: () => bounds,
    setFullScreen: vi.fn(),
    maximize: vi.fn(),
  });

  test('is kept as it fills its display, with the bounds that it has otherwise', () => {
    expect(shapeOf(windowThat({ full: true, max: true }))).toEqual({ shape: 'fullscreen', bounds });
    expect(shapeOf(windowThat({ max: true }))).toEqual({ shape: 'maximized', bounds });
    expect(shapeOf(windowThat({}))).toEqual({ shape: 'normal', bounds });
    expect(shapeOf(windowThat({ min: true }))).toBeUndefined();
  });

  test('is opened like that again', () => {
    const [full, maximized, normal] = [windowThat({}), windowThat({}), windowThat({})];
    reshape(full, 'fullscreen');
    reshape(maximized, 'maximized');
    reshape(normal, 'normal');
    expect(full.setFullScreen).toHaveBeenCalledWith(true);
    expect(maximized.maximize).toHaveBeenCalledOnce();
    expect([normal.maximize, normal.setFullScreen].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  test('grows and shrinks from step to step, between half and double', () => {
    expect([100, 200, 50, 120].map((zoom) => nextZoom(zoom, 1))).toEqual([110, 200, 67, 125]);
    expect([100, 200, 50, 120].map((zoom) => nextZoom(zoom, -1))).toEqual([90, 175, 50, 110]);
  });
});
