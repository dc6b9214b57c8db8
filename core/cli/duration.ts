import { DAY, HOUR, MINUTE, SECOND } from '../domain/time.ts';
import { misuse } from './failure.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, min: MINUTE, h: HOUR, d: DAY };

/** `90s`, `60m`, `2h` in ms; a bare number is refused, because nobody knows its unit. */
export function parseDuration(text: string, option: string): number {
  const match = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|m|min|h|d)$/.exec(text.trim().toLowerCase());
  const unit = UNITS[match?.[2] ?? ''];
  if (!match || unit === undefined) {
    throw misuse(
      `${option} takes a length of time with its unit, such as 90s, 60m or 2h; got "${text.slice(0, 40)}".`,
    );
  }
  return Math.round(Number(match[1]) * unit);
}

/** A length of time in its largest whole unit. */
export function showDuration(ms: number): string {
  const units = [
    ['d', DAY],
    ['h', HOUR],
    ['min', MINUTE],
    ['s', SECOND],
  ] as const;
  const [name, size] = units.find(([, unit]) => ms >= unit && ms % unit === 0) ?? ['ms', 1];
  return `${ms / size} ${name}`;
}
