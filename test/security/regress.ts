// `npm run regress [-- PHRASE…]`: takes every guard away on a copy of the project, one by one, and demands that the
// tests named for it fail. Phrases choose rows of the table by what they say: `npm run regress -- fuse "any port"`.
// All of it takes a quarter of an hour on an idle machine.
import { withDisplay } from '../../build/display.ts';
import { say } from '../../build/project.mjs';
import { copyProject } from './copy.ts';
import { REGRESSIONS } from './regressions/all.ts';
import type { Regression } from './regressions/regression.ts';
import { prepare, runTests, type Verdict } from './run-tests.ts';

type Row = { readonly regression: Regression; readonly test: string; readonly verdict: Verdict };

const phrases = process.argv.slice(2).map((phrase) => phrase.toLowerCase());
const chosen = REGRESSIONS.filter(
  ({ item, what }) =>
    phrases.length === 0 || phrases.some((phrase) => `${item} ${what}`.toLowerCase().includes(phrase)),
);
if (chosen.length === 0) {
  say(`No regression says "${phrases.join('" or "')}".`);
  process.exit(2);
}

/** The tests that are named must pass as long as nothing is taken away; else that they fail says nothing. */
async function passBefore(root: string): Promise<boolean> {
  const catchers = chosen.flatMap(({ caughtBy }) => caughtBy);
  const verdicts = await runTests(root, catchers);
  const wrong = catchers.filter((_, i) => verdicts[i] !== 'passed');
  for (const [file, name] of wrong) say(`Not passing to begin with, or not there: ${file}: ${name}`);
  return wrong.length === 0;
}

const SIGNS: Readonly<Record<Verdict, string>> = {
  failed: 'caught',
  passed: 'NOT CAUGHT',
  missing: 'NOT RUN',
};

function print({ regression, test, verdict }: Row): void {
  const { item, what } = regression;
  console.log(`${SIGNS[verdict].padEnd(10)}  ${item.padEnd(11)}  ${what.padEnd(62)}  ${test}`);
}

async function regress(): Promise<boolean> {
  const copy = copyProject();
  const end = (): never => {
    copy.remove();
    process.exit(130);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    say(`${chosen.length} regressions, on a copy in ${copy.root}`);
    const all = chosen.flatMap(({ caughtBy }) => caughtBy);
    if (!(await prepare(copy.root, all)) || !(await passBefore(copy.root))) return false;
    copy.keepBundles();
    const rows: Row[] = [];
    for (const regression of chosen) {
      copy.breakBy(regression);
      const built = await prepare(copy.root, regression.caughtBy, regression.file);
      const verdicts = built ? await runTests(copy.root, regression.caughtBy) : [];
      for (const [i, [file, name]] of regression.caughtBy.entries()) {
        const row = { regression, test: `${file}: ${name}`, verdict: verdicts[i] ?? 'missing' } as const;
        rows.push(row);
        print(row);
      }
      copy.mend();
    }
    const caught = rows.filter(({ verdict }) => verdict === 'failed').length;
    console.log(`\n${chosen.length} regressions, ${caught} of ${rows.length} tests that had to fail did.`);
    return caught === rows.length;
  } finally {
    copy.remove();
  }
}

process.exitCode = (await withDisplay((env) => {
  Object.assign(process.env, env);
  return regress();
}))
  ? 0
  : 1;
