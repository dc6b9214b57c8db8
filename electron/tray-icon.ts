import type { TrayState } from './tray-state.ts';

/**
 * The tray icons, drawn here: a bird on a perch, and the state as a badge that differs by shape and colour. An
 * outline keeps them readable on dark and on light panels. Everything is laid out on a grid of 24 units.
 */

type Point = readonly [x: number, y: number];
type Colour = readonly [red: number, green: number, blue: number];
/** Distance to a shape's edge in units; negative inside. */
type Shape = (x: number, y: number) => number;
type Layer = { readonly shape: Shape; readonly colour: Colour };

const GRID = 24;

const INK: Colour = [31, 36, 43];
const FEATHERS: Colour = [246, 248, 250];
const WHITE: Colour = [255, 255, 255];
const GREEN: Colour = [22, 138, 73];
const BLUE: Colour = [29, 108, 214];
const AMBER: Colour = [245, 176, 20];
const GREY: Colour = [98, 108, 120];
const RED: Colour = [211, 47, 47];

const disc =
  ([cx, cy]: Point, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius;

const line = ([ax, ay]: Point, [bx, by]: Point, width: number): Shape => {
  const [dx, dy] = [bx - ax, by - ay];
  return (x, y) => {
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - ax - t * dx, y - ay - t * dy) - width / 2;
  };
};

/** A convex polygon, given clockwise. */
const polygon = (points: readonly Point[]): Shape => {
  const edges = points.map((from, i) => ({ from, to: points[(i + 1) % points.length] ?? from }));
  return (x, y) =>
    Math.max(
      ...edges.map(({ from: [ax, ay], to: [bx, by] }) => {
        const length = Math.hypot(bx - ax, by - ay);
        return ((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length;
      }),
    );
};

const union =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));
const intersection =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    Math.max(...shapes.map((shape) => shape(x, y)));
const grow =
  (shape: Shape, by: number): Shape =>
  (x, y) =>
    shape(x, y) - by;

const BEAK = polygon([
  [14.6, 4.4],
  [19.6, 6.6],
  [14.6, 8.6],
]);
const HEAD = disc([12.6, 6.6], 4.2);
const BREAST = intersection(disc([10.4, 10.2], 6.4), disc([9.4, 9.4], 7));
const TAIL = polygon([
  [5.4, 7.8],
  [8.4, 14.4],
  [1.2, 17.6],
  [1.6, 15.2],
]);
const BIRD = union(HEAD, BREAST, TAIL, BEAK);
const PERCH = line([2.4, 20.4], [21.6, 20.4], 2.2);
const EYE = disc([13.6, 6], 1.05);

const BADGE: Point = [17.4, 16.6];
const [BX, BY] = BADGE;

const BADGES: Readonly<
  Record<TrayState, { readonly colour: Colour; readonly sign: Shape; readonly ink: Colour }>
> = {
  starting: {
    colour: GREY,
    ink: WHITE,
    sign: union(disc([BX - 2.9, BY], 1.05), disc(BADGE, 1.05), disc([BX + 2.9, BY], 1.05)),
  },
  healthy: {
    colour: GREEN,
    ink: WHITE,
    sign: union(
      line([BX - 2.7, BY + 0.2], [BX - 0.7, BY + 2.2], 1.7),
      line([BX - 0.7, BY + 2.2], [BX + 2.9, BY - 2], 1.7),
    ),
  },
  publishing: {
    colour: BLUE,
    ink: WHITE,
    sign: union(
      line([BX, BY + 3], [BX, BY - 2.4], 1.7),
      line([BX, BY - 2.8], [BX - 2.5, BY - 0.3], 1.7),
      line([BX, BY - 2.8], [BX + 2.5, BY - 0.3], 1.7),
    ),
  },
  attention: {
    colour: AMBER,
    ink: INK,
    sign: union(line([BX - 0.2, BY - 2.4], [BX - 0.2, BY + 0.5], 1.8), disc([BX - 0.2, BY + 2.8], 1.05)),
  },
  paused: {
    colour: GREY,
    ink: WHITE,
    sign: union(
      line([BX - 1.7, BY - 2.2], [BX - 1.7, BY + 2.2], 1.7),
      line([BX + 1.7, BY - 2.2], [BX + 1.7, BY + 2.2], 1.7),
    ),
  },
  error: {
    colour: RED,
    ink: WHITE,
    sign: union(
      line([BX - 2.2, BY - 2.2], [BX + 2.2, BY + 2.2], 1.8),
      line([BX - 2.2, BY + 2.2], [BX + 2.2, BY - 2.2], 1.8),
    ),
  },
};

/** Round, but for attention (a triangle) and error (an octagon): the outline alone tells the worst states. */
const BADGE_SHAPES: Readonly<Partial<Record<TrayState, Shape>>> = {
  attention: grow(
    polygon([
      [BX - 0.2, BY - 5.6],
      [BX + 4.4, BY + 3.6],
      [BX - 4.8, BY + 3.6],
    ]),
    0.9,
  ),
  error: polygon(ring(8, 6.2)),
};

function ring(corners: number, radius: number): readonly Point[] {
  const angle = (i: number): number => ((i + 0.5) * 2 * Math.PI) / corners;
  return Array.from({ length: corners }, (_, i) => [
    BX + radius * Math.cos(angle(i)),
    BY + radius * Math.sin(angle(i)),
  ]);
}

function layersFor(state: TrayState): readonly Layer[] {
  const { colour, sign, ink } = BADGES[state];
  const badge = BADGE_SHAPES[state] ?? disc(BADGE, 5.7);
  return [
    { shape: grow(union(PERCH, BIRD), 1.1), colour: INK },
    { shape: PERCH, colour: FEATHERS },
    { shape: BIRD, colour: FEATHERS },
    { shape: EYE, colour: INK },
    { shape: grow(badge, 1), colour: WHITE },
    { shape: badge, colour },
    { shape: sign, colour: ink },
  ];
}

/** The icon of a state as `size` x `size` pixels, blue-green-red-alpha with alpha multiplied in. */
export function drawTrayIcon(state: TrayState, size: number): Buffer {
  const layers = layersFor(state);
  const pixels = Buffer.alloc(size * size * 4);
  const scale = size / GRID;
  for (let i = 0; i < size * size; i++) {
    const x = ((i % size) + 0.5) / scale;
    const y = (Math.floor(i / size) + 0.5) / scale;
    const [red, green, blue, alpha] = blend(layers, x, y, scale);
    pixels.set(
      [blue, green, red, alpha].map((value) => Math.round(value * 255)),
      i * 4,
    );
  }
  return pixels;
}

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

function blend(layers: readonly Layer[], x: number, y: number, scale: number): Pixel {
  return layers.reduce<Pixel>(
    ([red, green, blue, alpha], { shape, colour }) => {
      const cover = Math.min(1, Math.max(0, 0.5 - shape(x, y) * scale));
      const rest = 1 - cover;
      const over = (below: number, channel: number): number => below * rest + (channel / 255) * cover;
      return [over(red, colour[0]), over(green, colour[1]), over(blue, colour[2]), alpha * rest + cover];
    },
    [0, 0, 0, 0],
  );
}
