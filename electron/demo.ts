import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../core/adapters/sandbox/sandbox.ts';
import { atSpeed, type DemoClock, type Speed, simulatedAt } from '../core/domain/demo-clock.ts';
import { demoTweets } from '../core/domain/demo-time.ts';
import { MINUTE } from '../core/domain/time.ts';
import type { Log } from '../core/ports/log.ts';
import type { DemoSeed } from '../core/rpc/worker-messages.ts';
import type { Accounts } from './sandbox-host.ts';
import type { SettingsFile } from './settings.ts';

export type DemoDeps = {
  readonly home: string;
  readonly settings: SettingsFile;
  readonly accounts: Accounts;
  readonly log: Log;
};

/**
 * The sandbox with posts that are made up and a time that may run faster, in a home of its own: what it leaves
 * behind is one folder, and a person's posts are never beside it.
 */
export type Demo = {
  isOn(): boolean;
  /** The folder that the worker uses. */
  home(): string;
  clock(): DemoClock | undefined;
  /** For the worker's start. */
  seed(): DemoSeed | undefined;
  /** Opens it, made anew or as it was left. */
  open(): Promise<void>;
  setSpeed(speed: Speed): void;
  /** Removes everything of it. No worker may run. */
  end(): Promise<void>;
  /** Perch quits: time goes on at the pace of life until it is started again. */
  rest(): void;
};

/** A process that is killed loses at most this much of the demo's time, ms. */
const NOTED_EVERY = MINUTE;

export function createDemo({ home, settings, accounts, log }: DemoDeps): Demo {
  const folder = join(home, 'demo');
  let seed: Omit<DemoSeed, 'clock'> | undefined;
  let noting: NodeJS.Timeout | undefined;
  // Read once: the settings are a file, and the sandbox asks for the time with every request.
  let noted = settings.get('demo');
  const isOn = (): boolean => noted !== null && !accounts.hasReal();
  const clockNow = (): DemoClock => noted ?? { speed: 1, real: Date.now(), simulated: Date.now() };
  const now = (): number => simulatedAt(clockNow(), Date.now());

  function note(clock: DemoClock | null): void {
    noted = clock;
    settings.set('demo', clock);
  }

  function setSpeed(speed: Speed): void {
    clearInterval(noting);
    note(atSpeed(clockNow(), speed, Date.now()));
    if (speed === 1) return;
    noting = setInterval(() => note(atSpeed(clockNow(), speed, Date.now())), NOTED_EVERY);
    noting.unref();
  }

  async function open(): Promise<void> {
    const wasOn = noted !== null;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    note(resumed(clockNow(), Date.now()));
    try {
      const sandbox = await accounts.openSandbox({ folder, now });
      if (!sandbox) return;
      seed = { ...pastOf(sandbox, now()), account: accountOf(sandbox) };
      log.info('the demo is open', { folder, posts: seed.tweetIds.length });
    } catch (error) {
      // What a person begins with instead is not kept in its folder.
      if (!wasOn) note(null);
      throw error;
    }
  }

  return {
    isOn,
    home: () => (isOn() ? folder : home),
    clock: () => (isOn() ? clockNow() : undefined),
    seed: () => (isOn() && seed ? { ...seed, clock: clockNow() } : undefined),
    open,
    setSpeed,
    end: async () => {
      clearInterval(noting);
      seed = undefined;
      await accounts.closeSandbox();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      note(null);
    },
    rest: () => {
      if (isOn()) setSpeed(1);
    },
  };
}

/** Since it was noted last, at most as long as until it would have been noted again, it ran fast. */
function resumed(clock: DemoClock, now: number): DemoClock {
  const fast = Math.max(0, Math.min(now - clock.real, NOTED_EVERY));
  const slowed = atSpeed(clock, 1, clock.real + fast);
  return atSpeed(slowed, 1, now);
}

const accountOf = ({ account }: Sandbox): DemoSeed['account'] => ({
  name: account.username,
  userId: account.id,
});

/** Puts the posts of the past on the timeline of a new sandbox. */
function pastOf(sandbox: Sandbox, now: number): Pick<DemoSeed, 'now' | 'zone' | 'tweetIds'> {
  const time = { now, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const past = demoTweets(time).map(({ text, at, part }) => ({ text, createdAt: at, isReply: part > 0 }));
  const there = sandbox.posts();
  const tweetIds = there.length > 0 ? there.slice(0, past.length).map(({ id }) => id) : sandbox.addPast(past);
  return { ...time, tweetIds };
}
