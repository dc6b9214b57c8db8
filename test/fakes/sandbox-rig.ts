import { onTestFinished } from 'vitest';
import {
  type Fault,
  openSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../../core/adapters/sandbox/sandbox.ts';
import { createXPublisher } from '../../core/adapters/x/publisher.ts';
import type { Post } from '../../core/domain/post.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Publisher, PublishRequest } from '../../core/ports/publisher.ts';
import { createRig } from './rig.ts';
import { createMemoryVault } from './vault.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** How far the fake clock runs before what is on the wire is waited for, ms. */
const STEP = 500;
/** How long a request waits for an answer, in real time, ms: long enough for a busy machine. */
const PATIENCE = 8_000;
/** The same for one that is going to wait in vain. */
const HURRY = 250;

/**
 * The real core with the real X adapter and the real sandbox between them, over HTTP. All three live by the
 * fake clock, which stands still while a request is on the wire; only the adapter's deadline is real.
 */
export async function createSandboxRig(knobs: SandboxOptions['knobs'] = {}) {
  const { publisher, sandbox, wire } = await connectSandbox(knobs);
  const rig = await createRig(publisher);
  const { clock, store } = rig;

  const isBusy = ({ status, dueAt, nextTryAt }: Post): boolean =>
    status === 'publishing' ||
    (['scheduled', 'queued', 'retrying'].includes(status) &&
      Math.max(dueAt ?? 0, nextTryAt ?? 0) <= clock.now());

  /** Until nothing can go on at this instant. */
  async function settled(): Promise<void> {
    while ((await store.posts.list({ limit: 1_000 })).posts.some(isBusy)) {
      await wire.quiet();
      await nextTurn();
      await clock.advance(0);
    }
  }

  /** Hours at once: what a step sets going has its answer before the next. */
  async function leap(ms: number, step = ms): Promise<void> {
    await settled();
    for (let left = ms; left > 0; left -= step) {
      await clock.advance(Math.min(step, left));
      await settled();
    }
  }

  async function advance(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP) {
      await rig.clock.advance(Math.min(STEP, left));
      await wire.quiet();
    }
  }

  const { sent, divert, hurry } = wire;
  const texts = (): readonly string[] =>
    sandbox()
      .posts()
      .map(({ text }) => text);
  return { ...rig, sent, divert, hurry, sandbox: sandbox(), advance, leap, settled, texts };
}

export type SandboxRig = Awaited<ReturnType<typeof createSandboxRig>>;

async function connectSandbox(knobs: NonNullable<SandboxOptions['knobs']>) {
  const wire = createWire();
  let opened: Sandbox | undefined;
  return {
    wire,
    sandbox: () => opened as Sandbox,
    publisher: async (clock: Clock): Promise<Publisher> => {
      const sandbox = await openSandbox({ file: ':memory:', now: clock.now, knobs });
      opened = sandbox;
      onTestFinished(() => sandbox.close());
      const to = (apiBaseUrl: string): Publisher =>
        createXPublisher({
          apiBaseUrl,
          keys: () => sandbox.keys,
          vault: createMemoryVault(),
          clock,
          readDeadline: PATIENCE,
        });
      return wire.watch(to(sandbox.url), to);
    },
  };
}

function createWire() {
  const sent: PublishRequest[] = [];
  const onTheWire = new Set<Promise<unknown>>();
  const hurried = new Set<string>();
  let detour: { readonly text: string; readonly url: string } | undefined;

  function track<T>(call: Promise<T>): Promise<T> {
    onTheWire.add(call);
    const forget = (): boolean => onTheWire.delete(call);
    call.then(forget, forget);
    return call;
  }

  return {
    /** Every request of the core to publish something, in order. */
    sent,
    /** The next request for this text goes to another address. */
    divert: (text: string, url: string): void => {
      detour = { text, url };
    },
    /** The next request for this text does not wait long for its answer. */
    hurry: (text: string): void => void hurried.add(text),
    quiet: async (): Promise<void> => {
      while (onTheWire.size > 0) await Promise.allSettled(onTheWire);
    },
    watch: (x: Publisher, to: (apiBaseUrl: string) => Publisher): Publisher => ({
      ...x,
      publish: (request, signal) => {
        sent.push(request);
        const isDiverted = detour?.text === request.text;
        const deadline = hurried.delete(request.text) ? HURRY : PATIENCE;
        const target = isDiverted && detour ? to(detour.url) : x;
        if (isDiverted) detour = undefined;
        return track(target.publish({ ...request, deadline }, signal));
      },
      upload: (...args) => track(x.upload(...args)),
      remove: (...args) => track(x.remove(...args)),
      timeline: (...args) => track(x.timeline(...args)),
      identify: (...args) => track(x.identify(...args)),
      calibrate: (...args) => track(x.calibrate(...args)),
    }),
  };
}

/** A fault without its aim. */
export type FaultKind = Fault extends infer F ? (F extends Fault ? Omit<F, 'text' | 'path'> : never) : never;

/** Plays it once on the request that would make this text. */
export function faultOn(text: string, fault: FaultKind): Fault {
  return { ...fault, text: `^${text}$`, path: '/2/tweets', method: 'POST' } as Fault;
}
