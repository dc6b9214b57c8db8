import type { Timings } from '../domain/timings.ts';
import { StoreError } from '../ports/store-error.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import type { Home } from './home.ts';
import type { Routes } from './routes.ts';

/**
 * Time that runs ahead would send a person's posts days too early, so only the sandbox may live in it.
 * @throws StoreError
 */
export function refuseDemoTime(
  { demo, storage }: Pick<Home, 'demo' | 'storage'>,
  keys: readonly AccountKeys[],
): void {
  if (!demo) return;
  if (keys.every(({ kind }) => kind === 'sandbox') && storage.kind === 'local') return;
  const what = 'The time of the demo is only for the sandbox: start for real before you connect an account.';
  throw new StoreError('refused', what);
}

/** As long as ever for the network, and so all the longer by the clock of the demo: their order stays a proof. */
export function demoTimings({ demo }: Pick<Home, 'demo'>, timings: Timings): Timings {
  if (!demo) return timings;
  const longer = Object.entries(timings).map(([name, ms]) => [name, ms * demo.speed]);
  return Object.fromEntries(longer) as Timings;
}

/** Requests live by the time of the machine. */
export function inDemoTime(home: Pick<Home, 'demo' | 'storage'>, routes: Routes): Routes {
  const { demo } = home;
  if (!demo) return routes;
  const { publisher } = routes;
  return {
    ...routes,
    setKeys: async (keys) => {
      refuseDemoTime(home, keys);
      await routes.setKeys(keys);
    },
    publisher: {
      ...publisher,
      publish: (request, signal) =>
        publisher.publish({ ...request, deadline: request.deadline / demo.speed }, signal),
    },
  };
}
