import { pathSegments, type Segment } from './svg-path.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** What the icon's SVG is made of: a rounded square and strokes with round ends on it. */
type Drawing = {
  /** Edge of the square, and of the view box. */
  readonly edge: number;
  readonly corner: number;
  readonly ground: Colour;
  readonly ink: Colour;
  readonly strokeWidth: number;
  readonly strokes: readonly Segment[];
};

function attribute(svg: string, element: string, name: string): string {
  const value = new RegExp(`<${element}\\b[^>]*\\s${name}="([^"]*)"`).exec(svg)?.[1];
  if (value === undefined) throw new Error(`The icon has no ${name} on its <${element}>.`);
  return value;
}

function readColour(hex: string): Colour {
  const [, red = '', green = '', blue = ''] = /^#(..)(..)(..)$/.exec(hex) ?? [];
  return [red, green, blue].map((part) => Number.parseInt(part, 16)) as unknown as Colour;
}

/** Reads the one SVG that all icons are made of. @throws when it holds what cannot be drawn here */
export function readDrawing(svg: string): Drawing {
  const [, x, y, scale] = /^translate\((\S+) (\S+)\) scale\((\S+)\)$/
    .exec(attribute(svg, 'g', 'transform'))
    ?.map(Number) ?? [0, 0, 0, 1];
  const place = ([px, py]: readonly [number, number]) =>
    [px * (scale ?? 1) + (x ?? 0), py * (scale ?? 1) + (y ?? 0)] as const;
  const paths = [...svg.matchAll(/<path d="([^"]*)"/g)].map(([, d = '']) => d);
  return {
    edge: Number(attribute(svg, 'rect', 'width')),
    corner: Number(attribute(svg, 'rect', 'rx')),
    ground: readColour(attribute(svg, 'rect', 'fill')),
    ink: readColour(attribute(svg, 'g', 'stroke')),
    strokeWidth: Number(attribute(svg, 'g', 'stroke-width')) * (scale ?? 1),
    strokes: paths.flatMap(pathSegments).map(([from, to]) => [place(from), place(to)]),
  };
}

/** Negative inside. */
function distanceToSquare({ edge, corner }: Drawing, x: number, y: number): number {
  const reach = edge / 2 - corner;
  const [dx, dy] = [Math.abs(x - edge / 2) - reach, Math.abs(y - edge / 2) - reach];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
}

/** Of the line's middle: round ends and joins come by themselves. */
function distanceToStrokes(strokes: readonly Segment[], x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const [[ax, ay], [bx, by]] of strokes) {
    const [dx, dy] = [bx - ax, by - ay];
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    const [ex, ey] = [x - ax - t * dx, y - ay - t * dy];
    nearest = Math.min(nearest, ex * ex + ey * ey);
  }
  return Math.sqrt(nearest);
}

const coverage = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance));

/**
 * Draws the icon as `size` x `size` pixels of red, green, blue and alpha (not multiplied in).
 * @param margin empty part of the edge on each side, 0 to 0.5; macOS wants some
 */
export function drawIcon(drawing: Drawing, size: number, margin = 0): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  const scale = (size * (1 - 2 * margin)) / drawing.edge;
  const toUnits = (pixel: number): number => (pixel + 0.5 - size * margin) / scale;
  for (let row = 0; row < size; row++) {
    const y = toUnits(row);
    const strokes = strokesAt(drawing, y, 1 / scale);
    for (let column = 0; column < size; column++) {
      const x = toUnits(column);
      const alpha = coverage(distanceToSquare(drawing, x, y) * scale);
      if (alpha === 0) continue;
      const ink = coverage((distanceToStrokes(strokes, x, y) - drawing.strokeWidth / 2) * scale);
      const colour = drawing.ground.map((ground, i) => ground * (1 - ink) + (drawing.ink[i] ?? 0) * ink);
      pixels.set([...colour, alpha * 255].map(Math.round), (row * size + column) * 4);
    }
  }
  return pixels;
}

/** The strokes that can be seen at a height: most of them need not be measured. */
function strokesAt({ strokes, strokeWidth }: Drawing, y: number, pixel: number): readonly Segment[] {
  const reach = strokeWidth / 2 + pixel;
  return strokes.filter(([[, a], [, b]]) => Math.min(a, b) - reach <= y && y <= Math.max(a, b) + reach);
}
