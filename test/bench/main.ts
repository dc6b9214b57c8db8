// `npm run bench [name]`: prints a table and keeps the figures under bench-results/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { measureLateness } from './lateness.ts';

const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = { lateness: measureLateness };

const RESULTS = join(import.meta.dirname, '../../bench-results');

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". Use one of: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

for (const [name, run] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  const figures = await run();
  mkdirSync(RESULTS, { recursive: true });
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, kernel: release(), node: process.version };
  const report = { name, at: new Date().toISOString(), machine, figures };
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}
process.exit(0);
