import type { ApiRequest } from './http.ts';

/** Which calls a fault hits. Faults are tried in order; the first that matches and has times left is played. */
type FaultAim = {
  /** Regular expression for the whole path, without the query: `/2/tweets` is that path only. */
  readonly path?: string;
  readonly method?: string;
  /** Regular expression to be found in the `text` of the JSON body. */
  readonly text?: string;
  /** How often it is played; default 1. */
  readonly times?: number;
  /** How many matches it lets pass first; default 0. */
  readonly after?: number;
};

type FaultEffect = {
  /**
   * Whether the call does what it asks for (the post is made and on the disk) before the fault. With `false`
   * nothing is done; only `delay` and `dribble`, which give a patient client the whole answer, do it at their
   * end if the client is still there.
   */
  readonly apply: boolean;
  /** The call does what it asks for this many ms after the fault was played, whatever `apply` says. */
  readonly late?: number;
};

type FaultKind =
  /** An answer of this status, by default with X's own body for it. `resetMs`: when a 429 ends, from now. */
  | {
      readonly kind: 'status';
      readonly code: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly resetMs?: number;
    }
  /** The true answer, `ms` late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** No answer; the connection stays open. */
  | { readonly kind: 'hang' }
  /** RST in place of an answer. */
  | { readonly kind: 'reset' }
  /** FIN in place of an answer. */
  | { readonly kind: 'close' }
  /** Headers and `bytes` of the true body (never all of it), then FIN. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** The true status with an empty body. */
  | { readonly kind: 'empty' }
  /** `html` (default): 200 and a web page. `json`: the true status and broken JSON. */
  | { readonly kind: 'garbage'; readonly form?: 'html' | 'json' }
  /** The true answer, a byte every `ms` (default 200). */
  | { readonly kind: 'dribble'; readonly ms?: number }
  /** The true answer, said to be gzip and damaged. */
  | { readonly kind: 'gzip-corrupt' };

export type Fault = FaultAim & FaultEffect & FaultKind;

export type FaultState = { readonly fault: Fault; readonly matched: number; readonly played: number };

export type FaultList = {
  set(faults: readonly Fault[]): void;
  /** The fault to be played on this call, counted. */
  take(request: ApiRequest): Fault | undefined;
  states(): readonly FaultState[];
};

export function createFaults(): FaultList {
  let entries: {
    readonly fault: Fault;
    readonly hits: (request: ApiRequest) => boolean;
    matched: number;
    played: number;
  }[] = [];
  return {
    set: (faults) => {
      entries = faults.map((fault) => ({ fault, hits: createAim(fault), matched: 0, played: 0 }));
    },
    take: (request) => {
      for (const entry of entries) {
        if (!entry.hits(request)) continue;
        entry.matched += 1;
        const { after = 0, times = 1 } = entry.fault;
        if (entry.matched <= after || entry.played >= times) continue;
        entry.played += 1;
        return entry.fault;
      }
      return undefined;
    },
    states: () => entries.map(({ fault, matched, played }) => ({ fault, matched, played })),
  };
}

function createAim({ path, method, text }: FaultAim): (request: ApiRequest) => boolean {
  const wholePath = path === undefined ? undefined : new RegExp(`^(?:${path})$`);
  const inText = text === undefined ? undefined : new RegExp(text, 'u');
  return (request) =>
    (method === undefined || method.toUpperCase() === request.method) &&
    (wholePath === undefined || wholePath.test(request.path)) &&
    (inText === undefined || inText.test(textOf(request)));
}

function textOf({ body }: ApiRequest): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const isText = typeof parsed === 'object' && parsed !== null && 'text' in parsed;
    return isText && typeof parsed.text === 'string' ? parsed.text : '';
  } catch {
    return '';
  }
}
