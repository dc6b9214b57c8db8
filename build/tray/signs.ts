import type { TrayState } from '../../electron/tray-state.ts';
import { box, disc, line, type Point, polygon, type Shape, union, without } from './shapes.ts';

/** What tells a state, at the lower right of the bird. */
export type Sign = {
  /** All that it takes up: the bird is not seen there. */
  readonly hull: Shape;
  readonly body: Shape;
  /** On the body: drawn in another colour, or cut out of it. */
  readonly mark?: Shape;
};

/** Where a sign is: a square whose edges lie on whole pixels. */
export type Place = { readonly left: number; readonly top: number; readonly edge: number };

/** Of the icon's edge. */
const SHARE = 0.57;

export function placeOf(size: number, margin: number): Place {
  const edge = Math.round((size - 2 * margin) * SHARE);
  return { left: size - margin - edge, top: size - margin - edge, edge };
}

/** Every state has an outline of its own, so that no colour is needed to tell it; all is well without one. */
export const SIGNS: Readonly<Record<TrayState, ((place: Place) => Sign) | undefined>> = {
  healthy: undefined,
  starting: dots,
  publishing: arrow,
  paused: bars,
  attention: triangle,
  error: octagon,
  offline: crossedRing,
  sandbox: hollowBox,
};

/** A point of the place, both in 0..1. */
const at =
  ({ left, top, edge }: Place) =>
  (u: number, v: number): Point => [left + u * edge, top + v * edge];

/** Whole pixels, at least one. */
const whole = (pixels: number): number => Math.max(1, Math.round(pixels));

/** The whole number nearest to `pixels` that can be in the middle of `edge` whole pixels. */
const centred = (pixels: number, edge: number): number =>
  Math.max(edge % 2 === 0 ? 2 : 1, 2 * Math.round((pixels - (edge % 2)) / 2) + (edge % 2));

const solid = (body: Shape, hull: Shape = body): Sign => ({ hull, body });
const marked = (body: Shape, mark: Shape): Sign => ({ hull: body, body, mark });

function dots({ left, top, edge }: Place): Sign {
  const width = whole(edge * 0.26);
  const step = Math.round((edge - width) / 2);
  const [from, to] = [top + edge - 2 * width, top + edge - width];
  const right = left + edge;
  return solid(
    union(...[0, 1, 2].map((i) => box([right - i * step - width, from], [right - i * step, to]))),
    box([right - 2 * step - width, from], [right, to]),
  );
}

function arrow(place: Place): Sign {
  const { left, top, edge } = place;
  const point = at(place);
  const half = centred(edge * 0.36, edge) / 2;
  const middle = left + edge / 2;
  const neck = top + whole(edge * 0.56);
  return solid(
    union(
      polygon([point(0.5, 0), [left + edge, neck], [left, neck]]),
      box([middle - half, neck - 1], [middle + half, top + edge]),
    ),
  );
}

function bars({ left, top, edge }: Place): Sign {
  const width = whole(edge / 3);
  const [right, bottom] = [left + edge, top + edge];
  return solid(
    union(box([left, top], [left + width, bottom]), box([right - width, top], [right, bottom])),
    box([left, top], [right, bottom]),
  );
}

function triangle(place: Place): Sign {
  const { left, top, edge } = place;
  const point = at(place);
  const width = centred(edge * 0.14, edge);
  const from = left + (edge - width) / 2;
  const bottom = top + edge - whole(edge * 0.1);
  const dot = bottom - width;
  const stem = dot - whole(edge * 0.08);
  return marked(
    polygon([point(0.5, -0.06), point(1.05, 1), point(-0.05, 1)]),
    union(
      box([from, top + whole(edge * 0.34)], [from + width, stem]),
      box([from, dot], [from + width, bottom]),
    ),
  );
}

function octagon(place: Place): Sign {
  const point = at(place);
  const cut = 0.29;
  const width = Math.max(1.3, place.edge * 0.15);
  return marked(
    polygon([
      point(cut, 0),
      point(1 - cut, 0),
      point(1, cut),
      point(1, 1 - cut),
      point(1 - cut, 1),
      point(cut, 1),
      point(0, 1 - cut),
      point(0, cut),
    ]),
    union(
      line(point(0.31, 0.31), point(0.69, 0.69), width),
      line(point(0.69, 0.31), point(0.31, 0.69), width),
    ),
  );
}

function crossedRing(place: Place): Sign {
  const point = at(place);
  const width = Math.max(1.4, place.edge * 0.16);
  const hull = disc(point(0.5, 0.5), place.edge / 2);
  const ring = without(hull, disc(point(0.5, 0.5), place.edge / 2 - width));
  return { hull, body: union(ring, line(point(0.2, 0.2), point(0.8, 0.8), width)) };
}

/** Smaller than the others: who tries Perch sees most of the bird. */
function hollowBox({ left, top, edge }: Place): Sign {
  const [right, bottom] = [left + edge, top + edge];
  const side = edge - whole(edge * 0.2);
  const wall = whole(edge * 0.2);
  const hull = box([right - side, bottom - side], [right, bottom]);
  const hole = box([right - side + wall, bottom - side + wall], [right - wall, bottom - wall]);
  return { hull, body: without(hull, hole) };
}
