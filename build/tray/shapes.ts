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
    Math.min(...segments.map((segment) => distanceTo(segment, x, y))) - width / 2;

export const line = (from: Point, to: Point, width: number): Shape => strokes([[from, to]], width);

/** What a closed outline encloses. */
export const filled =
  (outline: readonly Segment[]): Shape =>
  (x, y) => {
    const distance = Math.min(...outline.map((segment) => distanceTo(segment, x, y)));
    const crossings = outline.filter((segment) => crossesRightOf(segment, x, y)).length;
    return crossings % 2 === 1 ? -distance : distance;
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

function distanceTo([[ax, ay], [bx, by]]: Segment, x: number, y: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

function crossesRightOf([[ax, ay], [bx, by]]: Segment, x: number, y: number): boolean {
  return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
}
