import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { NO_LIMITS, openSandbox, type Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { checkPost } from '../../core/domain/check.ts';
import { hasErrors } from '../../core/domain/problem.ts';
import type { PostView } from '../../core/domain/view.ts';
import { rememberSecret } from '../fakes/storage-scan.ts';
import { perch } from './run-perch.ts';

const CSV = join(import.meta.dirname, '../fixtures/posts.csv');

/** The texts of the shared file that X accepts, in its order. */
export function goodTexts(): readonly string[] {
  const { data } = Papa.parse<{ text: string }>(readFileSync(CSV, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return data.map((row) => row.text).filter((text) => !hasErrors(checkPost([{ text }], { premium: false })));
}

/** Protocol timings short enough for a test, in the same order as the real ones. */
export const SHORT_TIMINGS = JSON.stringify({
  armToSend: 500,
  deadline: 800,
  quiet: 1000,
  readGap: 250,
  earlyRead: 200,
  lease: 1500,
});

/**
 * A sandbox that stands outside of what is killed, with room for any number of posts. It makes a text as often
 * as it is asked to: X's own filter must not hide what was sent twice.
 */
export function openBigSandbox(file: string): Promise<Sandbox> {
  return openSandbox({ file, control: true, knobs: { limits: NO_LIMITS, duplicateWindowMs: 0 } });
}

export function environmentOf(sandbox: Sandbox): Readonly<Record<string, string>> {
  rememberSecret(...Object.values(sandbox.keys));
  return {
    PERCH_X_API_URL: sandbox.url,
    PERCH_X_KEYS: JSON.stringify(sandbox.keys),
    PERCH_TIMINGS: SHORT_TIMINGS,
  };
}

type Variables = Readonly<Record<string, string>>;

/** Where posts go: to an X outside of the home, to the sandbox that the home has inside, or as variables say. */
type Target = Sandbox | 'inside' | Variables;

const isSandbox = (target: Sandbox | Variables): target is Sandbox => typeof target['keys'] === 'object';
const variablesFor = (target: Target): Variables =>
  target === 'inside' ? {} : isSandbox(target) ? environmentOf(target) : target;

/** Imports one post per text, due evenly over `span` ms from `lead` ms on. */
export async function importRetimed(
  home: string,
  target: Target,
  texts: readonly string[],
  lead: number,
  span: number,
): Promise<void> {
  const start = Date.now() + lead;
  const rows = texts.map((text, i) => ({
    id: randomUUID(),
    status: 'scheduled',
    dueAt: new Date(start + Math.round((i * span) / texts.length)).toISOString(),
    zone: 'UTC',
    parts: [{ text }],
  }));
  const file = join(home, 'retimed.json');
  writeFileSync(file, JSON.stringify(rows));
  const run = await perch(['import', file, '--json'], { home, env: variablesFor(target) });
  if (run.code !== 0) throw new Error(`import: ${run.stdout}${run.stderr}`);
}

export async function listPosts(home: string, target: Target): Promise<readonly PostView[]> {
  return (await perch(['list', '--json'], { home, env: variablesFor(target) })).json<readonly PostView[]>();
}
