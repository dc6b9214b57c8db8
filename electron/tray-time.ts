import { DAY, type Instant } from '../core/domain/time.ts';

/** Times as the tray writes them, and the time that they are told at. */
export type TrayTimes = {
  readonly now: () => Instant;
  /** Today the time alone, tomorrow and within a week with the day, later with the date. */
  readonly short: (at: Instant) => string;
  /** The same, and today says so. */
  readonly long: (at: Instant) => string;
};

export function createTrayTimes(systemLocale: string, now: () => Instant): TrayTimes {
  const locale = knownLocale(systemLocale);
  const minute = { hour: '2-digit', minute: '2-digit' } as const;
  const time = new Intl.DateTimeFormat(locale, minute);
  const inWeek = new Intl.DateTimeFormat(locale, { weekday: 'short', ...minute });
  const later = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...minute });
  const isSameDay = (at: Instant, other: Instant): boolean =>
    new Date(at).toDateString() === new Date(other).toDateString();
  const withDay = (at: Instant): string => {
    if (isSameDay(at, now() + DAY)) return `tomorrow ${time.format(at)}`;
    return (Math.abs(at - now()) < 6 * DAY ? inWeek : later).format(at);
  };
  return {
    now,
    short: (at) => (isSameDay(at, now()) ? time.format(at) : withDay(at)),
    long: (at) => (isSameDay(at, now()) ? `today ${time.format(at)}` : withDay(at)),
  };
}

/** Systems also name locales that Intl does not take, such as "C". */
function knownLocale(locale: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0];
  } catch {
    return undefined;
  }
}
