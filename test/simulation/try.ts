import { CASES } from './mutations.ts';
import { simulate } from './simulate.ts';
import type { StoreKind } from './plan.ts';
const [kind = 'local', from = '0', count = '100', told = ''] = process.argv.slice(2);
if (kind === 'mut') {
  for (const c of CASES.filter((x) => x.rule.includes(from === '0' ? '' : from))) for (const on of c.on) {
    const begun = process.cpuUsage();
    let seen = ''; let seed = 0; const other = new Set<string>();
    for (; seed < Number(count); seed++) {
      const { violations } = await simulate(seed, on, { mutation: c });
      const hit = violations.find((v) => c.shows.test(v));
      if (hit) { seen = hit; break; }
      for (const v of violations) other.add(v);
    }
    const { user, system } = process.cpuUsage(begun);
    console.log(`${seen ? 'caught' : 'MISSED'} ${on.padEnd(6)} ${String(seed + 1).padStart(5)} ${((user + system) / 1e6).toFixed(1)}s ${c.rule} :: ${seen.slice(0, 120)} ${[...other].slice(0, 2).join(' | ').slice(0, 200)}`);
  }
  process.exit();
}
const begun = process.cpuUsage();
let bad = 0, steps = 0, deaths = 0, made = 0;
for (let seed = Number(from); seed < Number(from) + Number(count); seed++) {
  const run = await simulate(seed, kind as StoreKind, { isTold: told !== '' });
  steps += run.steps; deaths += run.deaths; made += run.made;
  if (told) console.log(run.story.join('\n'));
  if (run.violations.length) { bad++; if (bad < 25) console.log(seed, run.violations.slice(0, 3).join(' | ').slice(0,500)); }
}
const { user, system } = process.cpuUsage(begun); const ms = (user + system) / 1000;
console.log({ kind, count, bad, steps, deaths, made, perSeed: ms / Number(count) });
