import { createBirpc } from 'birpc';
import { parseArguments } from './parse-arguments.ts';

/** What a MessagePort of either kind (DOM, Electron's) offers, as far as a channel needs it. */
export type PortLike = {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
};

type Functions = Record<string, (...args: never[]) => unknown>;
type Schemas = Parameters<typeof parseArguments>[0];

const CALL_TIMEOUT = 30_000;

/**
 * Serves `local` on a port and returns the functions of the other side. Calls that come in are looked up in
 * `schemas` only, with their arguments parsed anew; a method without a schema does not exist.
 */
export function openChannel<Remote extends object, Local extends object>(
  port: PortLike,
  local: Local,
  schemas: Schemas,
) {
  const functions = local as unknown as Functions;
  return createBirpc<Remote, Functions>(functions, {
    post: (message) => port.post(message),
    on: (listener) => port.onMessage(listener),
    timeout: CALL_TIMEOUT,
    resolver: (method) => {
      const run = Object.hasOwn(schemas, method) ? functions[method] : undefined;
      if (!run) return undefined;
      return (...args: unknown[]) => run.apply(local, parseArguments(schemas, method, args) as never[]);
    },
  });
}
