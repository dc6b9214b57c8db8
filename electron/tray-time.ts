import { DAY } from '../core/domain/time.ts';

/** A time for the tray, short: today the time alone, within a week with the day, later with the date. */
export function createTimeFormat(systemLocale: string, now: () => number): (at: number) => string {
  const locale = knownLocale(systemLocale);
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const inWeek = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  const later = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => {
    if (new Date(at).toDateString() === new Date(now()).toDateString()) return time.format(at);
    return (Math.abs(at - now()) < 6 * DAY ? inWeek : later).format(at);
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
