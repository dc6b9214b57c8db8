import { type Instant, MINUTE } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';
import { releaseHeld } from './recover.ts';

/** Asks X whether accounts that were out of credit may post again; what X refuses for that is not billed. */
export type Probe = {
  isDue(): boolean;
  /** True when an account was opened: its held posts go on. */
  run(): Promise<boolean>;
  next(): Instant;
};

const PROBE_EVERY = 15 * MINUTE;

export function createProbe(ctx: WorkerContext): Probe {
  const { clock, accounts, publisher } = ctx;
  let dueAt = Number.NEGATIVE_INFINITY;

  async function opens(name: string): Promise<boolean> {
    const identity = await publisher.identify(name, ctx.wire());
    if (identity.kind !== 'known') return false;
    ctx.log.info('the account has credit again', { account: name });
    await accounts.setGate(name, { state: 'open' });
    return true;
  }

  return {
    isDue: () => clock.monotonic() >= dueAt,
    next: () => clock.now() + Math.max(0, dueAt - clock.monotonic()),
    run: async () => {
      const all = await accounts.list();
      dueAt = clock.monotonic() + PROBE_EVERY;
      // Only credit: an account that X locked or keys that it refuses need a person first.
      const spent = all.filter(({ gate }) => gate.state === 'held' && gate.reason === 'credits');
      if (spent.length === 0 || ctx.wire().aborted || (await ctx.settings.seal())) return false;
      let opened = false;
      for (const { name } of spent) if (publisher.hasKeys(name)) opened = (await opens(name)) || opened;
      if (opened) await releaseHeld(ctx);
      return opened;
    },
  };
}
