import { expect, test } from 'vitest';
import { createPerchTray, type TrayView } from '../../electron/tray.ts';
import { drawTrayIcon } from '../../electron/tray-icon.ts';
import { TRAY_STATES } from '../../electron/tray-state.ts';

function setup() {
  const shown: TrayView[] = [];
  let made = 0;
  let destroyed = 0;
  const tray = createPerchTray({
    createTray: () => {
      made += 1;
      return { show: (view) => shown.push(view), destroy: () => (destroyed += 1) };
    },
    formatTime: String,
  });
  return { tray, shown, made: () => made, destroyed: () => destroyed };
}

test('the tray shows something from the start', () => {
  const { shown } = setup();
  expect(shown.map(({ state }) => state)).toEqual(['starting']);
});

test('setting what is already shown renders nothing', () => {
  const { tray, shown } = setup();
  tray.setWorker({ state: 'starting' });
  tray.setWorker({ state: 'failed', message: 'No.' });
  tray.setWorker({ state: 'failed', message: 'No.' });
  expect(shown.map(({ state }) => state)).toEqual(['starting', 'error']);
});

test('a tray made anew shows the state of the old one', () => {
  const { tray, shown, made, destroyed } = setup();
  tray.setWorker({ state: 'restarting' });
  tray.recreate();
  expect(shown.map(({ state }) => state)).toEqual(['starting', 'error', 'error']);
  expect([made(), destroyed()]).toEqual([2, 1]);
});

const alphaOf = (pixels: Buffer, size: number, x: number, y: number): number =>
  pixels[(y * size + x) * 4 + 3] ?? -1;

test.each([16, 22, 24, 32, 44])(
  'every state has its own picture of %i pixels, clear at the corners',
  (size) => {
    const pictures = TRAY_STATES.map((state) => drawTrayIcon(state, size));
    expect(new Set(pictures.map((pixels) => pixels.toString('base64'))).size).toBe(TRAY_STATES.length);
    for (const pixels of pictures) {
      expect(pixels).toHaveLength(size * size * 4);
      expect(alphaOf(pixels, size, 0, 0)).toBe(0);
      expect(alphaOf(pixels, size, size - 1, 0)).toBe(0);
    }
  },
);

test('states differ by shape, not by colour alone', () => {
  const shapes = TRAY_STATES.map((state) => {
    const pixels = drawTrayIcon(state, 44);
    const light = Array.from({ length: 44 * 44 }, (_, i) => Number((pixels[i * 4 + 1] ?? 0) > 200));
    return light.join('');
  });
  expect(new Set(shapes).size).toBe(TRAY_STATES.length);
});
