import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_LIMITS, openSandbox, type Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { Secret } from '../../core/domain/secret.ts';
import { defaultAccount } from '../../core/host/headless.ts';
import { openHome } from '../../core/host/home.ts';
import type { Log } from '../../core/ports/log.ts';
import type { AccountKeys } from '../../core/rpc/worker-messages.ts';
import { type Spread, spreadOf } from './figures.ts';

const POSTS = 200;
const SPAN = 20_000;
/** Time to start the process under test, ms. */
const LEAD = 3_000;
const CLI = join(import.meta.dirname, '../../dist/cli/perch.js');
const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Due -> the request's arrival at X: 200 posts at random instants over 20 s, local store, against bare timers. */
export async function measureLateness(): Promise<Readonly<Record<string, Spread>>> {
  const folder = mkdtempSync(join(tmpdir(), 'perch-bench-'));
  const sandbox = await openSandbox({
    file: join(folder, 'x.db'),
    knobs: { limits: NO_LIMITS },
  });
  try {
    const figures = {
      'bare timers': spreadOf(await runBareTimers(sandbox)),
      'perch worker': spreadOf(await runPerch(folder, sandbox)),
    };
    console.table(figures);
    console.log(
      `p99 against bare timers: ${(figures['perch worker'].p99 / figures['bare timers'].p99).toFixed(1)}x`,
    );
    return figures;
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const randomDues = (): readonly number[] => {
  const start = Date.now() + LEAD;
  return Array.from({ length: POSTS }, () => Math.floor(start + Math.random() * SPAN)).sort((a, b) => a - b);
};

async function runBareTimers(sandbox: Sandbox): Promise<readonly number[]> {
  sandbox.reset();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-timers.ts')], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ url: sandbox.url, dues: randomDues() }));
  await once(child, 'exit');
  return sandbox.requests().flatMap(({ at, path }) => {
    const due = /due=(\d+)/.exec(path)?.[1];
    return due === undefined ? [] : [at - Number(due)];
  });
}

async function runPerch(folder: string, sandbox: Sandbox): Promise<readonly number[]> {
  sandbox.reset();
  sandbox.setKnobs({ limits: NO_LIMITS });
  const path = join(folder, 'home');
  const keys: AccountKeys = { kind: 'x', apiBaseUrl: sandbox.url, keys: new Secret(sandbox.keys) };
  const home = await openHome({ path, version: 'bench', log: quiet, by: 'cli' });
  const account = await defaultAccount(home, {
    account: keys,
    apiBaseUrl: sandbox.url,
    timings: undefined,
    problems: [],
  });
  const dues = randomDues();
  for (const [i, dueAt] of dues.entries()) {
    await home.service.add({
      id: randomUUID(),
      account: account.name,
      parts: [{ text: `post ${i}` }],
      dueAt,
      zone: 'UTC',
    });
  }
  const env = {
    ...process.env,
    PERCH_HOME: path,
    PERCH_X_API_URL: sandbox.url,
    PERCH_X_KEYS: JSON.stringify(sandbox.keys),
  };
  const child = spawn(process.execPath, [CLI, 'worker'], { env, stdio: 'ignore' });
  try {
    const last = dues.at(-1) ?? 0;
    while (Date.now() < last + 60_000 && (await home.store.posts.counts()).published < POSTS) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    home.close();
  }
  const sent = new Map(sandbox.posts().map((post) => [post.text, post.id]));
  const arrivals = new Map(sandbox.requests().map(({ postId, at }) => [postId, at]));
  return dues.map((due, i) => (arrivals.get(sent.get(`post ${i}`)) ?? Number.POSITIVE_INFINITY) - due);
}
