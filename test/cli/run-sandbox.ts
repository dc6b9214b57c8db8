import { type Running, startPerch } from './run-perch.ts';

export type SandboxInfo = {
  readonly url: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly controlSecret: string;
  readonly account: { readonly username: string };
};

export type RunningSandbox = {
  readonly server: Running;
  readonly info: SandboxInfo;
  /** What leads another command to it. */
  readonly env: Readonly<Record<string, string>>;
  /** Calls a control endpoint: a GET, or a POST of `body`. */
  control<T>(name: string, body?: unknown): Promise<T>;
};

/** `perch sandbox` in a process of its own. */
export async function startSandbox(...args: readonly string[]): Promise<RunningSandbox> {
  const server = startPerch(['sandbox', '--json', ...args], { home: '/dev/null/perch' });
  const info = JSON.parse(await server.line(/^\{/)) as SandboxInfo;
  return {
    server,
    info,
    env: { PERCH_X_API_URL: info.url, PERCH_X_KEYS: JSON.stringify(info.keys) },
    control: async <T>(name: string, body?: unknown) => {
      const response = await fetch(`${info.url}/__sandbox/${name}`, {
        headers: { 'x-sandbox-secret': info.controlSecret },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
}
