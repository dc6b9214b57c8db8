// `npm run crash [-- local|azure|electron] [--kills N] [--seed N]`: kills real processes, again and again.
import { parseArgs } from 'node:util';
import { killElectron } from './electron.ts';
import { printSweep } from './report.ts';
import { sweep } from './sweep.ts';

/** How many kills, unless told otherwise. */
const KILLS = { local: 500, azure: 500, electron: 50 } as const;
type Target = keyof typeof KILLS;

const SAY_EVERY = 50;

function misuse(sentence: string): never {
  console.error(
    `${sentence} Usage: npm run crash -- [${Object.keys(KILLS).join('|')}] [--kills N] [--seed N]`,
  );
  process.exit(2);
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : misuse(`--${name} must be a whole number, not "${text}".`);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { kills: { type: 'string' }, seed: { type: 'string' } },
  });
  const isTarget = (name: string): name is Target => Object.hasOwn(KILLS, name);
  const unknown = positionals.find((name) => !isTarget(name));
  if (unknown !== undefined) misuse(`There is no "${unknown}" to crash.`);
  const wanted = positionals.filter(isTarget);
  return {
    targets: wanted.length > 0 ? wanted : (Object.keys(KILLS) as Target[]),
    kills: wholeNumber('kills', values.kills),
    seed: wholeNumber('seed', values.seed) ?? Math.floor(Math.random() * 1e9),
  };
}

async function crash(kind: Target, kills: number, seed: number): Promise<boolean> {
  console.log(`\n${kind}: ${kills} kills${kind === 'electron' ? '' : `, seed ${seed}`}`);
  if (kind === 'electron') return killElectron(kills);
  const onDeath = (deaths: number): void => {
    if (deaths % SAY_EVERY === 0) console.log(`${kind}: ${deaths} kills`);
  };
  const result = await sweep({ kind, kills, seed, onDeath });
  printSweep(result);
  return result.violations.length === 0;
}

const { targets, kills, seed } = readArguments();
let isGood = true;
for (const target of targets) isGood = (await crash(target, kills ?? KILLS[target], seed)) && isGood;
process.exit(isGood ? 0 : 1);
