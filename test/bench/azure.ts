import { measureCost } from './azure/cost.ts';
import { measureDrain } from './azure/drain.ts';
import { measureDueScan } from './azure/due-scan.ts';
import { measureIdleDay } from './azure/idle-day.ts';
import { type Lab, openLab } from './azure/lab.ts';
import { measureNoise } from './azure/noise.ts';
import { measurePunctuality } from './azure/punctuality.ts';
import type { Verdict } from './azure/verdict.ts';

type Measured = { readonly verdicts: readonly Verdict[] };

const PARTS: Readonly<Record<string, (lab: Lab) => Promise<Measured>>> = {
  cost: measureCost,
  idle: measureIdleDay,
  drain: measureDrain,
  punctuality: measurePunctuality,
  scan: measureDueScan,
};

export const AZURE_PARTS: readonly string[] = Object.keys(PARTS);

/** What Perch promises on Azure, measured on one Azurite and one X on loopback; `only`: one part of it. */
export async function measureAzure(only?: string): Promise<unknown> {
  const lab = await openLab();
  try {
    const noise = measureNoise();
    const figures: [string, Measured][] = [];
    for (const [name, measure] of Object.entries(PARTS)) {
      if (only !== undefined && only !== name) continue;
      console.log(`\nazure/${name}`);
      figures.push([name, await measure(lab)]);
    }
    console.log('\nAgainst what is promised');
    console.table(figures.flatMap(([, { verdicts }]) => verdicts));
    const after = measureNoise();
    console.log(
      `The machine did the same work within ${noise.spread}x before and ${after.spread}x after (p95 against p50).`,
    );
    return { noise: { before: noise, after }, ...Object.fromEntries(figures) };
  } finally {
    await lab.close();
  }
}
