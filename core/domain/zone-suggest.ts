import { canonicalZone } from './wall.ts';

// What people write for a zone, and names the runtime's list has only in their old form.
const MEANT: Readonly<Record<string, string>> = {
  est: 'America/New_York',
  edt: 'America/New_York',
  et: 'America/New_York',
  eastern: 'America/New_York',
  ct: 'America/Chicago',
  cdt: 'America/Chicago',
  central: 'America/Chicago',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mountain: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
  hst: 'Pacific/Honolulu',
  bst: 'Europe/London',
  uk: 'Europe/London',
  cest: 'Europe/Berlin',
  jst: 'Asia/Tokyo',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney',
  z: 'UTC',
  kolkata: 'Asia/Kolkata',
  mumbai: 'Asia/Kolkata',
  delhi: 'Asia/Kolkata',
  india: 'Asia/Kolkata',
  kyiv: 'Europe/Kyiv',
  kathmandu: 'Asia/Kathmandu',
  yangon: 'Asia/Yangon',
  'ho chi minh': 'Asia/Ho_Chi_Minh',
  beijing: 'Asia/Shanghai',
  'san francisco': 'America/Los_Angeles',
};

/**
 * The zone that was probably meant by something that is not one: `London`, `europe/londn`, `PST`. Undefined
 * when nothing is close; abbreviations with several meanings (`IST`, `CST`) are not guessed.
 */
export function suggestZone(zone: string): string | undefined {
  const wanted = simplify(zone);
  return namedZone(zone) ?? (wanted.length < 5 ? undefined : closest(wanted, zoneNames()));
}

/** The zone that a word names outright: an abbreviation, a city, a country. No guess at spelling. */
export function namedZone(word: string): string | undefined {
  const wanted = simplify(word);
  if (wanted === '') return undefined;
  const known = canonicalZone(word.trim().replaceAll(' ', '_')) ?? MEANT[wanted];
  return known ?? zoneNames().find((name) => simplify(city(name)) === simplify(city(word)));
}

const zoneNames = (): readonly string[] => [...Intl.supportedValuesOf('timeZone'), ...Object.values(MEANT)];

function closest(wanted: string, zones: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of zones) {
    const target = wanted.includes('/') ? simplify(name) : simplify(city(name));
    const distance = editDistance(wanted, target);
    if (distance <= 2 && distance < (best?.distance ?? 3)) best = { name, distance };
  }
  return best?.name;
}

function simplify(zone: string): string {
  return zone.trim().toLowerCase().replaceAll('_', ' ');
}

function city(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}

/** Letters to insert, delete or replace to turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Number.POSITIVE_INFINITY;
}
