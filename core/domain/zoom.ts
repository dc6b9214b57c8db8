/** How large everything in the windows can be, percent. */
export const ZOOMS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200] as const;
export const NO_ZOOM = 100;

/** The next one in this direction, or the last there is. */
export function nextZoom(percent: number, direction: 1 | -1): number {
  const further = ZOOMS.filter((zoom) => (zoom - percent) * direction > 0);
  return (direction > 0 ? further[0] : further.at(-1)) ?? percent;
}
