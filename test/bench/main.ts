// `npm run bench [name]`: prints tables and keeps the figures under bench-results/. `azure/cost` is a part of one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { AZURE_PARTS, measureAzure } from './azure.ts';
import { measureLateness } from './lateness.ts';
import { measurePeerBurst, measurePeerLateness } from './peers.ts';
import { measureStore } from './store.ts';
import { measureTray } from './tray.ts';
import { measureWindow } from './window.ts';

const ALL: Readonly<Record<string, () => Promise<unknown>>> = {
  lateness: measureLateness,
  azure: () => measureAzure(),
  window: measureWindow,
  tray: measureTray,
  store: measureStore,
  'peers/lateness': measurePeerLateness,
  'peers/burst': measurePeerBurst,
};
const PARTS: typeof ALL = Object.fromEntries(
  AZURE_PARTS.map((part) => [`azure/${part}`, () => measureAzure(part)]),
);
const BENCHES = { ...ALL, ...PARTS };

const RESULTS = join(import.meta.dirname, '../../bench-results');

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". Use one of: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

for (const name of wanted.length > 0 ? wanted : Object.keys(ALL)) {
  console.log(`\n${name}`);
  const figures = await BENCHES[name]?.();
  mkdirSync(RESULTS, { recursive: true });
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, kernel: release(), node: process.version };
  const report = { name, at: new Date().toISOString(), machine, figures };
  writeFileSync(join(RESULTS, `${name.replace('/', '-')}.json`), `${JSON.stringify(report, null, 2)}\n`);
}
process.exit(0);
