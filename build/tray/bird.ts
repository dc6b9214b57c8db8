import { pathSegments, type Segment } from '../package/svg-path.ts';
import { box, disc, filled, type Shape, strokes, union } from './shapes.ts';

/** The bird of the app's icon, solid, on a perch. */
export type Bird = {
  readonly body: Shape;
  /** Eye and wing: cut out of the body, or drawn on it. */
  readonly marks: Shape;
};

/** The picture of the app's icon, as strokes; its own grid is 24 units. */
type Drawn = Readonly<Record<'eye' | 'body' | 'beak' | 'wing', readonly Segment[]>> & {
  readonly legs: readonly Segment[];
};

/** All that is drawn lies within these units; the lower edge is that of the perch. */
const FRAME = { left: 0.9, top: 1.9, width: 22.1, perch: 22.3 } as const;

export function readBird(svg: string): Drawn {
  const path = (id: string): readonly Segment[] => {
    const d = new RegExp(`<path d="([^"]*)" id="${id}"`).exec(svg)?.[1];
    if (d === undefined) throw new Error(`The icon has no path called ${id}.`);
    return pathSegments(d);
  };
  return {
    eye: path('eye'),
    body: path('body'),
    beak: path('beak'),
    wing: path('wing'),
    legs: [...path('leg-left'), ...path('leg-right')],
  };
}

/** The bird so large that it fills `size` pixels but a margin. */
export function placeBird(drawn: Drawn, size: number, margin: number): Bird {
  const scale = (size - 2 * margin) / FRAME.width;
  const place = (segments: readonly Segment[]): readonly Segment[] =>
    segments.map(([from, to]) => [toPixel(from), toPixel(to)]);
  const toPixel = ([x, y]: readonly [number, number]) =>
    [(x - FRAME.left) * scale + margin, (y - FRAME.top) * scale + margin] as const;
  const outline = place(drawn.body);
  const [first, last] = [outline[0], outline.at(-1)];
  const closed = first && last ? [...outline, [last[1], first[0]] as const] : outline;
  const bottom = size - margin;
  const thick = Math.max(1, Math.round(1.6 * scale));
  const eye = place(drawn.eye)[0]?.[0] ?? [0, 0];
  return {
    body: union(
      filled(closed),
      strokes(outline, 1.9 * scale),
      strokes(place(drawn.beak), 1.9 * scale),
      strokes(place(drawn.legs), 1.5 * scale),
      box([margin + scale, bottom - thick], [size - margin - scale, bottom]),
    ),
    marks: union(disc(eye, 1.25 * scale), strokes(place(drawn.wing), 1.3 * scale)),
  };
}
