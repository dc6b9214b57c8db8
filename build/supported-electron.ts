import policy from './supported-electron.json' with { type: 'json' };

/** Electron's own promise: the newest three majors get fixes (https://www.electronjs.org/docs/latest/tutorial/electron-timelines). */
const SUPPORTED_MAJORS = 3;

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number);

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const place = a.findIndex((number, i) => number !== b[i]);
  return place >= 0 && (a[place] ?? 0) < (b[place] ?? 0);
}

/** Whether this version has the fix: it is at least the fixed release of its major, or of a later major. */
function hasFix(version: readonly number[], releases: readonly string[]): boolean {
  const fixed = releases.map(numbersOf);
  const ofMajor = fixed.find(([major]) => major === version[0]);
  if (ofMajor) return !isBefore(version, ofMajor);
  return fixed.every(([major = 0]) => major < (version[0] ?? 0));
}

/** Why a version of Electron may not be shipped, as sentences; `newest` is the newest major there is. */
export function problemsOfElectron(version: string, newest: number = policy.newest): readonly string[] {
  const numbers = numbersOf(version);
  const oldest = newest - SUPPORTED_MAJORS + 1;
  const holes = Object.entries(policy.fixedIn).filter(([, { releases }]) => !hasFix(numbers, releases));
  return [
    ...((numbers[0] ?? 0) < oldest
      ? [`Electron ${version} gets no fixes any more: ship ${oldest} or newer.`]
      : []),
    ...holes.map(
      ([cve, { what }]) => `Electron ${version} has ${cve} (${what}): ship a release with the fix.`,
    ),
  ];
}

/** The newest major that was known when the policy was last looked at. */
export const NEWEST_KNOWN: number = policy.newest;
