import { onTestFinished } from 'vitest';
import { openSandbox, type SandboxOptions } from '../../core/adapters/sandbox/sandbox.ts';
import { createXPublisher } from '../../core/adapters/x/publisher.ts';
import type { Post } from '../../core/domain/post.ts';
import { createFakeClock } from './clock.ts';
import { createRig } from './rig.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The real core with the real X adapter, talking to the sandbox over HTTP; one clock, moved by the test, for all. */
export async function createSandboxRig(knobs: SandboxOptions['knobs'] = {}) {
  const clock = createFakeClock();
  const sandbox = await openSandbox({ file: ':memory:', now: clock.now, knobs });
  onTestFinished(() => sandbox.close());
  const publisher = createXPublisher({ apiBaseUrl: sandbox.url, keys: () => sandbox.keys, clock });
  const rig = await createRig({ clock, publisher });

  const isBusy = ({ status, dueAt, nextTryAt }: Post): boolean =>
    status === 'publishing' ||
    (['scheduled', 'queued', 'retrying'].includes(status) &&
      Math.max(dueAt ?? 0, nextTryAt ?? 0) <= clock.now());

  /** Until nothing can go on at this instant. */
  async function settled(): Promise<void> {
    while ((await rig.store.posts.list({ limit: 1_000 })).posts.some(isBusy)) {
      await nextTurn();
      await clock.advance(0);
    }
  }

  /** Moves on step by step: what a step sets going has its answer before the next. */
  async function advance(ms: number, step = ms): Promise<void> {
    await settled();
    for (let left = ms; left > 0; left -= step) {
      await clock.advance(Math.min(step, left));
      await settled();
    }
  }

  const texts = (): readonly string[] => sandbox.posts().map(({ text }) => text);
  return { ...rig, sandbox, advance, settled, texts };
}
