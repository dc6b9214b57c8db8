import type { ApiRequest } from './http.ts';
import type { SandboxRequest } from './types.ts';

/** A log line that is still being written. */
export type LogEntry = { -readonly [Key in keyof SandboxRequest]: SandboxRequest[Key] };

export type RequestLog = {
  add(at: number, request: Pick<ApiRequest, 'method' | 'path' | 'query'>): LogEntry;
  all(): readonly SandboxRequest[];
  clear(): void;
};

const KEPT = 50_000;
const SLACK = 5_000;

/** The latest calls; older ones fall out, so that a sandbox may run for weeks. */
export function createRequestLog(): RequestLog {
  let entries: LogEntry[] = [];
  return {
    add: (at, { method, path, query }) => {
      const search = [...query.keys()].some((name) => name.startsWith('oauth_'))
        ? '?(withheld)'
        : `?${query}`;
      const entry = { at, method, path: query.size > 0 ? path + search : path, status: null, applied: false };
      entries.push(entry);
      if (entries.length > KEPT + SLACK) entries = entries.slice(-KEPT);
      return entry;
    },
    all: () => entries.map((entry) => ({ ...entry })),
    clear: () => {
      entries = [];
    },
  };
}
