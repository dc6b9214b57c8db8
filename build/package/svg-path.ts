export type Point = readonly [x: number, y: number];
/** A straight piece of an outline. */
export type Segment = readonly [from: Point, to: Point];

/** Short enough to look round at 1024 pixels. */
const STEP = Math.PI / 32;

const ARGUMENTS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, A: 7 };

type Command = { readonly kind: string; readonly relative: boolean; readonly values: readonly number[] };

/** What follows a command without a letter of its own repeats it; after a move it draws. */
function readCommands(path: string): readonly Command[] {
  return [...path.matchAll(/([a-z])([^a-z]*)/gi)].flatMap(([, letter = '', rest = '']) => {
    const kind = letter.toUpperCase();
    const size = ARGUMENTS[kind];
    const values = [...rest.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(Number);
    if (size === undefined || values.length === 0 || values.length % size !== 0)
      throw new Error(`The icon has a path that cannot be drawn here: "${letter}${rest}".`);
    return Array.from({ length: values.length / size }, (_, i) => ({
      kind: kind === 'M' && i > 0 ? 'L' : kind,
      relative: letter !== kind,
      values: values.slice(i * size, (i + 1) * size),
    }));
  });
}

/**
 * The points of a circular arc after its start.
 * @param flags large and sweep, as in https://www.w3.org/TR/SVG2/implnote.html#ArcConversionEndpointToCenter
 */
function arcPoints(from: Point, to: Point, radius: number, flags: readonly [boolean, boolean]): Point[] {
  const [large, sweep] = flags;
  const [hx, hy] = [(from[0] - to[0]) / 2, (from[1] - to[1]) / 2];
  const half = Math.hypot(hx, hy);
  const r = Math.max(radius, half);
  const offset = (Math.sqrt(Math.max(0, r * r - half * half)) / half) * (large === sweep ? -1 : 1);
  const centre: Point = [(from[0] + to[0]) / 2 + offset * hy, (from[1] + to[1]) / 2 - offset * hx];
  const angleOf = ([x, y]: Point): number => Math.atan2(y - centre[1], x - centre[0]);
  const start = angleOf(from);
  const turn = 2 * Math.PI;
  const ahead = (((angleOf(to) - start) % turn) + turn) % turn;
  const angle = sweep ? ahead : ahead - turn;
  const steps = Math.ceil(Math.abs(angle) / STEP);
  return Array.from({ length: steps }, (_, i) => {
    if (i === steps - 1) return to;
    const at = start + (angle * (i + 1)) / steps;
    return [centre[0] + r * Math.cos(at), centre[1] + r * Math.sin(at)];
  });
}

/** The points that a command draws to, from where the pen is. */
function pointsOf({ kind, relative, values }: Command, pen: Point): readonly Point[] {
  const [dx, dy] = relative ? pen : [0, 0];
  const [first = 0, second = 0] = values;
  if (kind === 'H') return [[first + dx, pen[1]]];
  if (kind === 'V') return [[pen[0], first + dy]];
  if (kind !== 'A') return [[first + dx, second + dy]];
  const [, , , large, sweep, x = 0, y = 0] = values;
  if (first !== second) throw new Error('The icon has an elliptic arc; only circles can be drawn here.');
  return arcPoints(pen, [x + dx, y + dy], first, [large === 1, sweep === 1]);
}

/**
 * Turns the `d` of an SVG path into straight pieces. Knows lines and circular arcs, which is what icons of this
 * style are made of. @throws on anything else
 */
export function pathSegments(path: string): readonly Segment[] {
  const segments: Segment[] = [];
  let pen: Point = [0, 0];
  for (const command of readCommands(path)) {
    for (const point of pointsOf(command, pen)) {
      if (command.kind !== 'M') segments.push([pen, point]);
      pen = point;
    }
  }
  return segments;
}
