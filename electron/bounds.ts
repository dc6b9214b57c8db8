/** A rectangle on the desktop, in device-independent pixels. */
export type Bounds = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

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
