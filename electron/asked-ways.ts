import type { Hop } from '../core/adapters/network/proxy-server.ts';
import { pacHops } from '../core/adapters/network/system-proxy.ts';
import { SECOND } from '../core/domain/time.ts';
import type { FromWorker, ToWorker } from '../core/rpc/worker-messages.ts';

/** Which proxies the system wants, as a process knows them that has to ask main for it. */
export type AskedWays = {
  readonly system: (url: URL) => Promise<readonly Hop[]>;
  hear(message: Extract<ToWorker, { kind: 'way' }>): void;
  /** The network may be another one: what was said before is not believed any more. */
  forget(): void;
};

/** A proxy script may have to be fetched first, ms. */
const PATIENCE = 5 * SECOND;
/** Networks change without a word, ms. */
const GOOD_FOR = 30 * SECOND;

type Answer = { readonly at: number; readonly hops: Promise<readonly Hop[]> };

export function createAskedWays(tell: (message: FromWorker) => void, now: () => number): AskedWays {
  const waiting = new Map<number, (hops: string) => void>();
  const answers = new Map<string, Answer>();
  let asked = 0;

  function ask(url: string): Promise<readonly Hop[]> {
    const id = ++asked;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        answers.delete(url);
        reject(new Error('the system did not say how to get out'));
      }, PATIENCE);
      waiting.set(id, (hops) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(pacHops(hops));
      });
      tell({ kind: 'ask-way', id, url });
    });
  }

  return {
    system: ({ origin }) => {
      const known = answers.get(origin);
      if (known && now() - known.at < GOOD_FOR) return known.hops;
      const hops = ask(origin);
      answers.set(origin, { at: now(), hops });
      return hops;
    },
    hear: ({ id, hops }) => waiting.get(id)?.(hops),
    forget: () => answers.clear(),
  };
}
