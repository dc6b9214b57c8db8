import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { EngineName, Run } from './engines/engine.ts';
import { installPeers, PEERS } from './engines/packages.ts';
import { type Server, startPostgres, startRedis } from './engines/servers.ts';
import { repeated, round, spreadOf } from './figures.ts';

const REPEATS = 3;
const LATENESS = { jobs: 1_000, span: 20_000, lead: 5_000 } as const;
/** pg-boss and graphile-worker need seconds to store so many. */
const BURST = { jobs: 10_000, lead: 25_000 } as const;

type Need = 'redis' | 'postgres' | 'none';
const NEEDS: Readonly<Record<EngineName, Need>> = {
  perch: 'none',
  'perch, ten accounts': 'none',
  limit: 'none',
  bullmq: 'redis',
  'bullmq, tuned': 'redis',
  'graphile-worker': 'postgres',
  'pg-boss': 'postgres',
  plainjob: 'none',
};
const ENGINES = Object.keys(NEEDS) as readonly EngineName[];

/** 1,000 jobs at random instants over 20 s: from due to the beginning of the handler. */
export async function measurePeerLateness(): Promise<unknown> {
  installPeers();
  const { jobs, span, lead } = LATENESS;
  const dues = (): readonly number[] => {
    const start = Date.now() + lead;
    return Array.from({ length: jobs }, () => Math.floor(start + Math.random() * span)).toSorted(
      (a, b) => a - b,
    );
  };
  const engines = ENGINES.filter((name) => name !== 'bullmq, tuned' && name !== 'perch, ten accounts');
  const rows = await measureEach(engines, dues, (runs) => {
    const spreads = runs.map(({ lateness }) => spreadOf(lateness));
    const median = (of: 'p50' | 'p95' | 'p99' | 'max' | 'early' | 'count') =>
      repeated(spreads.map((spread) => spread[of])).median;
    return {
      'p50, ms': median('p50'),
      'p95, ms': median('p95'),
      'p99, ms': median('p99'),
      'max, ms': median('max'),
      early: median('early'),
      ran: median('count'),
      'p99 of each run': spreads.map(({ p99 }) => p99).join(' '),
    };
  });
  return report(rows);
}

/** 10,000 jobs due at one instant: until the outcome of the last is stored. */
export async function measurePeerBurst(): Promise<unknown> {
  installPeers();
  const dues = (): readonly number[] => {
    const due = Date.now() + BURST.lead;
    return Array.from({ length: BURST.jobs }, () => due);
  };
  const rows = await measureEach(ENGINES, dues, (runs) => {
    const rates = runs.map(({ drained, lateness }) =>
      drained === null ? lateness.length / 20 : BURST.jobs / (drained / 1_000),
    );
    return {
      'jobs/s': Math.round(repeated(rates).median),
      'longest gap, ms': round(repeated(runs.map(({ gap }) => gap)).median),
      ran: repeated(runs.map(({ lateness }) => lateness.length)).median,
      twice: Math.max(...runs.map(({ twice }) => twice)),
      'jobs/s of each run': rates.map(Math.round).join(' '),
    };
  });
  return report(rows);
}

function report(rows: Readonly<Record<string, object>>): unknown {
  console.table(rows);
  const load = round(loadavg()[0] ?? Number.NaN);
  console.log(`Load average of the last minute: ${load}. Peers: ${JSON.stringify(PEERS)}.`);
  return { rows, load, peers: PEERS };
}

async function measureEach<Row extends object>(
  engines: readonly EngineName[],
  dues: () => readonly number[],
  summarize: (runs: readonly Run[]) => Row,
): Promise<Readonly<Record<string, Row>>> {
  const rows: Record<string, Row> = {};
  for (const name of engines) {
    const runs: Run[] = [];
    for (let i = 0; i < REPEATS; i++) {
      const run = await runOnce(name, dues);
      if (run) runs.push(run);
    }
    if (runs.length > 0) rows[name] = summarize(runs);
    else console.log(`${name} is left out: its server could not be installed.`);
  }
  return rows;
}

/** Each run has a process, a folder and, if need be, a server of its own. */
async function runOnce(engine: EngineName, dues: () => readonly number[]): Promise<Run | undefined> {
  const server = await startFor(NEEDS[engine]);
  if (server === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'perch-engine-'));
  try {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'engines/child.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(JSON.stringify({ engine, dues: dues(), folder, port: server.port }));
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    if (code !== 0) throw new Error(`${engine} ended with ${code}.`);
    return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Run;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const NO_SERVER: Server = { port: 0, stop: async () => {} };

const startFor = (need: Need): Promise<Server | undefined> =>
  need === 'redis' ? startRedis() : need === 'postgres' ? startPostgres() : Promise.resolve(NO_SERVER);
