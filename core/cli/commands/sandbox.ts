import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import type { CliContext, Done } from '../context.ts';
import { misuse } from '../failure.ts';
import { onStopSignal } from '../signals.ts';

export type SandboxOptions = { readonly port?: string; readonly file?: string };

/** Serves the fake X until it is told to end. */
export async function sandbox(context: CliContext, options: SandboxOptions): Promise<Done> {
  const port = options.port === undefined ? 0 : parsePort(options.port);
  const file = options.file === undefined ? ':memory:' : resolve(options.file);
  if (options.file !== undefined) await mkdir(dirname(file), { recursive: true });
  const server = await openSandbox({ file, port, control: true });
  const stop = onStopSignal();
  try {
    await context.io.out(context.json ? jsonLine(server) : humanLines(server, file));
    await stop.requested;
  } finally {
    await server.close();
    stop.dispose();
  }
  return { done: 0 };
}

/** The one place where keys are printed: they open nothing but this fake. */
function jsonLine({ url, keys, controlSecret, account }: Sandbox): string {
  return `${JSON.stringify({ url, keys, controlSecret, account })}\n`;
}

function humanLines({ url, keys, controlSecret, account }: Sandbox, file: string): string {
  const kept =
    file === ':memory:'
      ? 'Its posts are forgotten when it ends; keep them with --file.'
      : `Its posts are kept in ${file}.`;
  return [
    `The sandbox X runs at ${url} as @${account.username}. ${kept} Stop it with Ctrl-C.`,
    '',
    'To use it, in another terminal:',
    `  export PERCH_X_API_URL=${url}`,
    `  export PERCH_X_KEYS='${JSON.stringify(keys)}'`,
    '',
    `Faults, limits and what it received: ${url}/__sandbox/ with the secret ${controlSecret}`,
    '',
  ].join('\n');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw misuse(`--port takes a number from 0 (any free one) to 65535; got "${text.slice(0, 40)}".`);
}
