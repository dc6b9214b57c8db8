/** A figure beside what was promised; the smaller the better unless `atLeast`. */
export type Verdict = {
  readonly what: string;
  readonly figure: number;
  readonly target: string;
  readonly met: boolean;
};

type Direction = 'atMost' | 'atLeast';

export function verdict(
  what: string,
  figure: number,
  target: number,
  unit = '',
  direction: Direction = 'atMost',
): Verdict {
  const met = direction === 'atMost' ? figure <= target : figure >= target;
  return { what, figure, target: `${direction === 'atMost' ? '<=' : '>='} ${target}${unit}`, met };
}
