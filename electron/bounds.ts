/** A rectangle on the desktop, in device-independent pixels. */
export type Bounds = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** How a window fills its display. */
export type WindowShape = 'normal' | 'maximized' | 'fullscreen';

export const MIN_SIZE = { width: 720, height: 520 } as const;
export const FIRST_SIZE = { width: 1040, height: 720 } as const;

/** So much of the window must be on a display, or its title bar could not be taken hold of. */
const VISIBLE = 100;

/** Where the window opens: where it was, if that is still on a display; otherwise wherever the system likes. */
export function restoreBounds(
  saved: Bounds | null,
  displays: readonly Bounds[],
): Partial<Bounds> & Pick<Bounds, 'width' | 'height'> {
  if (!saved) return FIRST_SIZE;
  const width = Math.max(saved.width, MIN_SIZE.width);
  const height = Math.max(saved.height, MIN_SIZE.height);
  const reachable = displays.some(
    (display) =>
      saved.y >= display.y &&
      saved.y <= display.y + display.height - VISIBLE &&
      overlap(saved.x, width, display.x, display.width) >= VISIBLE,
  );
  return reachable ? { x: saved.x, y: saved.y, width, height } : { width, height };
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b);
}

type Shaped = {
  isFullScreen(): boolean;
  isMaximized(): boolean;
  isMinimized(): boolean;
  getNormalBounds(): Bounds;
  setFullScreen(isFull: boolean): void;
  maximize(): void;
};

/** What is to be kept of a window that closes; a minimized one leaves what was kept before. */
export function shapeOf(
  window: Shaped,
): { readonly shape: WindowShape; readonly bounds: Bounds } | undefined {
  if (window.isMinimized()) return undefined;
  const shape = window.isFullScreen() ? 'fullscreen' : window.isMaximized() ? 'maximized' : 'normal';
  return { shape, bounds: window.getNormalBounds() };
}

/** Before it is shown, so that it does not jump. */
export function reshape(window: Shaped, shape: WindowShape): void {
  if (shape === 'maximized') window.maximize();
  if (shape === 'fullscreen') window.setFullScreen(true);
}
