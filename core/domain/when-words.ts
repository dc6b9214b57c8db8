import { casual, type ParsedResult } from 'chrono-node/en';
import { zoned } from './wall.ts';
import { resolveDay } from './when-day.ts';
import { readHour } from './when-hour.ts';
import { EXAMPLES, failed, type Reading, readWall, type WhenContext, type WhenError } from './when-result.ts';
import { unknownWords } from './when-vocabulary.ts';
import { namedZone } from './zone-suggest.ts';

const LATE_DAY =
  /\b(?:29|3\d)(?:th|st)?(?: of)? (?:feb|apr|jun|sep|nov)|\b(?:feb|apr|jun|sep|nov)[a-z]* (?:29|3\d)/;
const NUMERIC_DATE = /(?<![\d/.-])\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?![\d:]|[ap]\.?m|\w)/;

/**
 * English words for a time. chrono-node finds date and time in them, but it drops words it does not know and
 * guesses at the rest, so: every word must be one Perch knows, chrono must use all of them, and days and
 * hours are settled here, in the zone, from its components (never from its `date()`).
 */
export function readWords(text: string, context: WhenContext): Reading {
  const plain = withoutSynonyms(text);
  const refused = refuse(plain, context);
  if (refused) return refused;
  const results = casual.parse(plain, chronoReference(context));
  const [result] = results;
  if (result === undefined) return nothingFound(text);
  const unused = results.length > 1 ? 'more than one time' : leftover(plain, result);
  if (unused) return failed('not-understood', `"${text}" was not understood (${unused}): ${EXAMPLES}.`);
  if (result.end) return failed('range', `"${text}" is a span of time: write the one moment to post at.`);
  return settle(plain, result, context);
}

function settle(text: string, result: ParsedResult, context: WhenContext): Reading {
  const hour = readHour(text, result.start);
  if (hour.kind === 'error') return hour;
  const day = resolveDay(text, result.start, hour.time, context);
  if (day.kind === 'error') return day;
  return readWall({ ...day.date, ...hour.time }, context, [...hour.notes, ...day.notes]);
}

function refuse(text: string, { zone }: WhenContext): WhenError | undefined {
  const unknown = unknownWords(text);
  if (unknown.length > 0) {
    const quoted = unknown.map((word) => `"${word}"`).join(', ');
    const isPlace = unknown.some((word) => namedZone(word) !== undefined);
    const advice = isPlace ? `the time is read in ${zone}, another zone is chosen beside it` : EXAMPLES;
    return { ...failed('not-understood', `Not understood: ${quoted}; ${advice}.`), unknown };
  }
  const date = NUMERIC_DATE.exec(text)?.[0];
  if (date !== undefined) {
    return failed(
      'ambiguous-date',
      `"${date}" can be read in more than one way: write dates like 2 April, times like 08:30.`,
    );
  }
  if (/\b(?:last|ago|yesterday)\b/.test(text)) {
    return failed('past', `"${text}" lies in the past: choose a later time.`);
  }
  if (/\bmidnight\b/.test(text)) {
    return failed('ambiguous-hour', 'Midnight belongs to two days: write 00:00 or 23:59 with the day.');
  }
  return undefined;
}

/** Words that chrono reads differently or not at all, in words it reads as people mean them. */
function withoutSynonyms(text: string): string {
  if (text === 'midnight' || text === 'at midnight') return '00:00';
  return text
    .replace(/\b(?:12 )?(?:noon|midday)\b/g, '12:00')
    .replace(/ @ ?/g, ' at ')
    .replace(/\btues\b/g, 'tue')
    .replace(/\bweds\b/g, 'wed')
    .replace(/\b(?:the )?day after tomorrow\b/g, 'the day after tomorrow');
}

function nothingFound(text: string): WhenError {
  if (LATE_DAY.test(text)) {
    return failed(
      'invalid-date',
      `There is no such date as in "${text}": check the day, and the year for 29 February.`,
    );
  }
  return failed('not-understood', `"${text}" was not understood: ${EXAMPLES}.`);
}

/** What chrono did not use, or undefined when that is nothing but small words. */
function leftover(text: string, result: ParsedResult): string | undefined {
  const rest = `${text.slice(0, result.index)} ${text.slice(result.index + result.text.length)}`;
  const words = rest
    .replace(/\b(?:at|on|the)\b|,/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return words === '' ? undefined : `"${words}"`;
}

/**
 * Noon of today in the zone, as the machine's own zone would show it, which is how chrono reads its
 * reference. Noon exists in every zone on every day, so only the date matters.
 */
function chronoReference({ now, zone }: WhenContext): Date {
  const today = zoned(now, zone);
  return new Date(today.year, today.month - 1, today.day, 12);
}
