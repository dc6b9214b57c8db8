import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import type { PostView } from '../../core/domain/view.ts';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { environmentOf, openBigSandbox } from './retimed-posts.ts';
import { perch, type Running, startPerch, tempHome } from './run-perch.ts';

/** Several `perch worker` processes that share one Azurite and one X, each with a home of its own. */
export type SharedWorkers = {
  readonly sandbox: Sandbox;
  readonly env: Readonly<Record<string, string>>;
  /** A worker in the place of another, if one is given: in the same home. */
  start(home?: string, env?: Readonly<Record<string, string>>): SharedWorker;
  /** Posts of which one is due every `span / count` ms. */
  schedule(texts: readonly string[], lead: number, span: number): Promise<void>;
  list(): Promise<readonly PostView[]>;
  /** How often each text was made, with those that were not in sight. */
  made(): ReadonlyMap<string, number>;
  /** Ends Azurite as a person would; it starts again with what it had. */
  stopStorage(): Promise<void>;
  startStorage(): Promise<void>;
};

export type SharedWorker = Running & { readonly home: string };

export async function createSharedWorkers(): Promise<SharedWorkers> {
  const folder = mkdtempSync(join(tmpdir(), 'perch-shared-'));
  const sandbox = await openBigSandbox(join(folder, 'x.db'));
  let azurite: Azurite = await startAzurite({ location: join(folder, 'azurite') });
  onTestFinished(async () => {
    await azurite.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = { ...environmentOf(sandbox), PERCH_STORAGE: azurite.connection };
  return {
    sandbox,
    env,
    start: (home = tempHome(), own = env) => ({ ...startPerch(['worker'], { home, env: own }), home }),
    schedule: async (texts, lead, span) => {
      const start = Date.now() + lead;
      const rows = texts.map((text, i) => ({
        id: randomUUID(),
        status: 'scheduled',
        dueAt: new Date(start + Math.round((i * span) / texts.length)).toISOString(),
        zone: 'UTC',
        parts: [{ text }],
      }));
      const file = join(folder, 'posts.json');
      writeFileSync(file, JSON.stringify(rows));
      const run = await perch(['import', file, '--json'], { env });
      if (run.code !== 0) throw new Error(`import: ${run.stdout}${run.stderr}`);
    },
    list: async () => (await perch(['list', '--json'], { env })).json<readonly PostView[]>(),
    made: () => {
      const counts = new Map<string, number>();
      for (const { text } of sandbox.posts()) counts.set(text, (counts.get(text) ?? 0) + 1);
      return counts;
    },
    stopStorage: () => azurite.stop(),
    startStorage: async () => {
      const { ports, account } = azurite;
      azurite = await startAzurite({ location: join(folder, 'azurite'), ports, account });
    },
  };
}

/** Resolves when `test` holds; looked at ten times a second. */
export async function until(test: () => boolean | Promise<boolean>, limit = 120_000): Promise<void> {
  const giveUp = Date.now() + limit;
  while (!(await test())) {
    if (Date.now() > giveUp) throw new Error(`Not so after ${limit} ms: ${test}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
