import type { SelfTestTick } from '../domain/self-test.ts';
import { endOfSignIn } from '../domain/sign-in.ts';
import { SECOND } from '../domain/time.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Publisher } from '../ports/publisher.ts';
import { inOutage } from '../ports/store-error.ts';
import type { WorkerDirectory } from '../ports/worker-directory.ts';

export type SelfTestDeps = {
  readonly clock: Clock;
  readonly accounts: AccountStore;
  readonly workers: Pick<WorkerDirectory, 'list'>;
  readonly publisher: Publisher;
  /** Of the disk that holds the home; undefined: not known here. */
  readonly freeBytes: () => number | undefined;
};

const PATIENCE = 10 * SECOND;
/** X refuses signatures that are off by more than five minutes; long before that, times are wrong. */
const MAX_SKEW = 30 * SECOND;
const MB = 1_000_000;
const LITTLE = 100 * MB;

/** Asks the storage, X for its time (a request that needs no keys and is not billed), and the disk. */
export async function selfTest(deps: SelfTestDeps): Promise<readonly SelfTestTick[]> {
  return [await storageTick(deps), ...(await xTicks(deps)), ...diskTick(deps.freeBytes())];
}

async function storageTick({ clock, accounts, workers }: SelfTestDeps): Promise<SelfTestTick> {
  const asked = clock.monotonic();
  const answered = await Promise.all([accounts.list(), workers.list()]).then(
    () => true,
    inOutage(() => false),
  );
  const took = Math.round(clock.monotonic() - asked);
  return answered
    ? { what: 'storage', ok: true, message: `It answered in ${took} ms.` }
    : { what: 'storage', ok: false, message: 'It did not answer. Perch tries again by itself.' };
}

async function xTicks(deps: SelfTestDeps): Promise<readonly SelfTestTick[]> {
  const { clock, publisher } = deps;
  const known = await deps.accounts.list().catch(inOutage(() => []));
  const account = known.find(({ name }) => publisher.hasKeys(name));
  if (!account)
    return [
      { what: 'x', ok: false, message: 'There is no account with keys here. Connect one in Settings.' },
    ];
  // No keys are shown to X but those that it renews: that is not billed.
  for (const { name } of known)
    if (endOfSignIn(publisher.signIn(name), clock.now())) await publisher.prepare(name);
  const giveUp = new AbortController();
  const done = new AbortController();
  void clock.sleep(PATIENCE, done.signal).then(() => giveUp.abort());
  const asked = clock.monotonic();
  const theirs = await publisher.calibrate(account.name, giveUp.signal);
  const ours = clock.now();
  done.abort();
  if (theirs === undefined)
    return [{ what: 'x', ok: false, message: 'X did not answer. Look at the network of this computer.' }];
  const took = Math.round(clock.monotonic() - asked);
  const skew = Math.round((ours - theirs) / SECOND);
  return [
    {
      what: 'x',
      ok: true,
      message: `X answered in ${took} ms. Whether it takes the keys was not asked: that costs.`,
    },
    Math.abs(ours - theirs) <= MAX_SKEW
      ? { what: 'clock', ok: true, message: 'This computer and X have the same time.' }
      : {
          what: 'clock',
          ok: false,
          message: `This computer is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} X. Set its clock.`,
        },
  ];
}

function diskTick(free: number | undefined): readonly SelfTestTick[] {
  if (free === undefined) return [];
  const room = free >= 1000 * MB ? `${Math.floor(free / (1000 * MB))} GB` : `${Math.floor(free / MB)} MB`;
  return [
    free >= LITTLE
      ? { what: 'disk', ok: true, message: `${room} are free for posts and the log.` }
      : {
          what: 'disk',
          ok: false,
          message: `Only ${room} are free. Make room: a full disk stops publishing.`,
        },
  ];
}
