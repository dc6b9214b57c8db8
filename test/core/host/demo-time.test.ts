import { describe, expect, test } from 'vitest';
import { createScaledClock } from '../../../core/adapters/system/scaled-clock.ts';
import { atSpeed, type DemoClock, simulatedAt } from '../../../core/domain/demo-clock.ts';
import { Secret } from '../../../core/domain/secret.ts';
import { MINUTE, SECOND } from '../../../core/domain/time.ts';
import { checkTimings, TIMINGS } from '../../../core/domain/timings.ts';
import { demoTimings, inDemoTime, refuseDemoTime } from '../../../core/host/demo-time.ts';
import type { Home } from '../../../core/host/home.ts';
import type { PublishRequest } from '../../../core/ports/publisher.ts';
import type { AccountKeys } from '../../../core/rpc/worker-messages.ts';
import { createFakeClock, FAKE_START, settle } from '../../fakes/clock.ts';

const demo: DemoClock = { speed: 60, real: FAKE_START, simulated: FAKE_START + 5 * MINUTE };
const keysOf = (kind: AccountKeys['kind']): AccountKeys => ({
  kind,
  apiBaseUrl: 'http://127.0.0.1:1',
  keys: new Secret({ appKey: 'a', appSecret: 'b', accessToken: 'c', accessSecret: 'd' }),
});
const home = (kind: 'local' | 'azure', clock: DemoClock | undefined = demo) =>
  ({ storage: { kind }, ...(clock && { demo: clock }) }) as Pick<Home, 'demo' | 'storage'>;

describe('the time of a demo', () => {
  test('runs as fast as it should, the monotonic one too, and never goes back', async () => {
    const base = createFakeClock();
    const clock = createScaledClock(base, demo);
    const [wall, monotonic] = [clock.now(), clock.monotonic()];
    expect(wall).toBe(FAKE_START + 5 * MINUTE);
    let isOver = false;
    void clock.sleep(MINUTE).then(() => (isOver = true));
    await base.advance(SECOND - 1);
    expect(isOver).toBe(false);
    await base.advance(1);
    await settle();
    expect(isOver).toBe(true);
    expect([clock.now() - wall, clock.monotonic() - monotonic]).toEqual([MINUTE, MINUTE]);
    const slowed = atSpeed(demo, 1, base.now());
    expect(simulatedAt(slowed, base.now())).toBe(clock.now());
    expect(simulatedAt(slowed, base.now() + SECOND)).toBe(clock.now() + SECOND);
  });

  test('is refused where anything but a sandbox on this computer would be sent to', () => {
    expect(() => refuseDemoTime(home('local'), [keysOf('sandbox')])).not.toThrow();
    expect(() => refuseDemoTime(home('local'), [keysOf('sandbox'), keysOf('x')])).toThrow(
      /only for the sandbox/,
    );
    expect(() => refuseDemoTime(home('azure'), [keysOf('sandbox')])).toThrow(/only for the sandbox/);
    const { demo: _, ...real } = home('azure');
    expect(() => refuseDemoTime(real, [keysOf('x')])).not.toThrow();
  });

  test('leaves requests and what proves a post absent as long as they are in life', async () => {
    const timings = demoTimings({ demo }, TIMINGS);
    expect(checkTimings(timings)).toBeUndefined();
    expect(timings.quiet / demo.speed).toBe(TIMINGS.quiet);
    const asked: PublishRequest[] = [];
    const publish = async (request: PublishRequest) => {
      asked.push(request);
      return { kind: 'published', tweetId: '1' } as never;
    };
    const routes = inDemoTime(home('local'), { publisher: { publish } } as never);
    const request = { deadline: timings.deadline } as PublishRequest;
    await routes.publisher.publish(request, new AbortController().signal);
    expect(asked[0]?.deadline).toBe(TIMINGS.deadline);
  });
});
