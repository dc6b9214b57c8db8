import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Fault } from '../../core/adapters/sandbox/faults.ts';
import type { Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import type { SandboxOAuth2Keys } from '../../core/adapters/sandbox/types.ts';
import type { PostView } from '../../core/domain/view.ts';
import { findSecret, rememberSecret } from '../fakes/storage-scan.ts';
import { importRetimed, openBigSandbox, SHORT_TIMINGS } from './retimed-posts.ts';
import { perch, type Run, type Running, startPerch, tempHome } from './run-perch.ts';

export const TOKEN_PATH = '/2/oauth2/token';

export type OAuth2Rig = {
  readonly home: string;
  readonly sandbox: Sandbox;
  /** Signs in, again if need be, and gives Perch the keys. */
  signIn(): Promise<Run>;
  /** The same, and every command from now on has the keys in its environment. */
  signInByEnvironment(): void;
  schedule(...texts: readonly string[]): Promise<void>;
  start(): Running;
  run(...args: readonly string[]): Promise<Run>;
  list(): Promise<readonly PostView[]>;
  /** Status by text. */
  statuses(): Promise<Readonly<Record<string, string>>>;
  /** How often each text is at X. */
  made(): Readonly<Record<string, number>>;
  /** Status of each answer on a path, null while there is none. */
  answers(path: string): readonly (number | null)[];
  fault(fault: object): void;
  /** No token is in a file but the one for secrets. */
  expectNoSecret(): void;
};

/** A home with an OAuth 2 account at an X that stands outside of what is killed. */
export async function createOAuth2Rig(): Promise<OAuth2Rig> {
  const home = tempHome();
  const sandbox = await openBigSandbox(join(tempHome(), 'x.db'));
  onTestFinished(() => sandbox.close());
  let env: Readonly<Record<string, string>> = {
    PERCH_X_API_URL: sandbox.url,
    PERCH_TIMINGS: SHORT_TIMINGS,
    PERCH_LOG: 'debug',
  };
  const run = (...args: readonly string[]): Promise<Run> => perch(args, { home, env });
  let keys: SandboxOAuth2Keys | undefined;
  const newKeys = (): string => {
    keys = sandbox.signIn(keys && { clientId: keys.clientId });
    rememberSecret(keys.accessToken, keys.refreshToken);
    return JSON.stringify(keys);
  };
  const list = async () => (await run('list', '--json')).json<readonly PostView[]>();
  return {
    home,
    sandbox,
    run,
    list,
    signIn: () => perch(['accounts', 'add', '--json'], { home, env, input: newKeys() }),
    signInByEnvironment: () => {
      env = { ...env, PERCH_X_KEYS: newKeys() };
    },
    schedule: (...texts) => importRetimed(home, env, texts, 4_000, 1),
    start: () => startPerch(['worker'], { home, env }),
    statuses: async () =>
      Object.fromEntries((await list()).map(({ parts, status }) => [parts[0]?.text, status])),
    made: () => {
      const counts: Record<string, number> = {};
      for (const { text } of sandbox.posts()) counts[text] = (counts[text] ?? 0) + 1;
      return counts;
    },
    answers: (path) =>
      sandbox
        .requests()
        .filter((request) => request.path === path)
        .map(({ status }) => status),
    fault: (fault) => sandbox.setFaults([{ apply: true, ...fault } as Fault]),
    expectNoSecret: () => {
      rememberSecret(...tokensIn(home));
      for (const [file, text] of filesIn(home))
        if (!/secrets\.json/.test(file)) expect([file, findSecret(text)]).toEqual([file, undefined]);
    },
  };
}

/** Every token that is in the secrets now. */
function tokensIn(home: string): readonly string[] {
  const text = readFileSync(join(home, 'secrets.json'), 'utf8');
  return [...text.matchAll(/"(?:accessToken|refreshToken)": "([^"]+)"/g)].map(([, token = '']) => token);
}

/** Every file below a folder with what is in it. */
export function filesIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [file, readFileSync(file, 'latin1')] as const);
}
