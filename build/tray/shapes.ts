import type { Segment } from '../package/svg-path.ts';

export type Point = readonly [x: number, y: number];
/** Distance to a shape's edge, in pixels; negative inside. */
export type Shape = (x: number, y: number) => number;

export const disc =
  ([cx, cy]: Point, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius;

/** Straight edges: on whole pixels they are sharp. */
export const box =
  ([left, top]: Point, [right, bottom]: Point): Shape =>
  (x, y) =>
    Math.max(left - x, x - right, top - y, y - bottom);

/** With round ends. */
export const strokes =
  (segments: readonly Segment[], width: number): Shape =>
  (x, y) =>
    nearest(segments, x, y) - width / 2;

export const line = (from: Point, to: Point, width: number): Shape => strokes([[from, to]], width);

/** What a closed outline encloses. */
export const filled =
  (outline: readonly Segment[]): Shape =>
  (x, y) => {
    let isInside = false;
    for (const segment of outline) if (crossesRightOf(segment, x, y)) isInside = !isInside;
    const distance = nearest(outline, x, y);
    return isInside ? -distance : distance;
  };

export const polygon = (points: readonly Point[]): Shape =>
  filled(points.map((from, i) => [from, points[(i + 1) % points.length] ?? from]));

export const union =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));

/** Without what is in the others. */
export const without =
  (shape: Shape, ...others: readonly Shape[]): Shape =>
  (x, y) =>
    Math.max(shape(x, y), ...others.map((other) => -other(x, y)));

export const grow =
  (shape: Shape, by: number): Shape =>
  (x, y) =>
    shape(x, y) - by;

export const scaled =
  (shape: Shape, by: number): Shape =>
  (x, y) =>
    shape(x / by, y / by) * by;

/** Distance to the nearest of them. Plain numbers: this runs some million times in a build. */
function nearest(segments: readonly Segment[], x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [from, to] of segments) {
    const [ax, ay, dx, dy] = [from[0], from[1], to[0] - from[0], to[1] - from[1]];
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    const [ex, ey] = [x - ax - t * dx, y - ay - t * dy];
    least = Math.min(least, ex * ex + ey * ey);
  }
  return Math.sqrt(least);
}

function crossesRightOf([from, to]: Segment, x: number, y: number): boolean {
  const [ax, ay, bx, by] = [from[0], from[1], to[0], to[1]];
  return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
}
