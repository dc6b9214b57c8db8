/** What X sent the browser back with. `code` is a secret. */
export type Callback = { readonly code: string } | { readonly error: string };

/** Waits on this computer for the browser that X sends back. */
export type CallbackListener = {
  /** Takes the first of the ports that is free; undefined: none is. Only an answer with this `state` counts. */
  open(ports: readonly number[], state: string): Promise<OpenCallback | undefined>;
};

export type OpenCallback = {
  readonly port: number;
  /** The one answer. Never rejects; pending for ever when none comes. */
  readonly callback: Promise<Callback>;
  /** Nothing listens any more when it resolves; who has called already still gets the answer page. */
  close(): Promise<void>;
};
