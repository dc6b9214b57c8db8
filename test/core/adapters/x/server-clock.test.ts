import { describe, expect, test } from 'vitest';
import { createServerClock } from '../../../../core/adapters/x/server-clock.ts';
import { HOUR, MINUTE, SECOND } from '../../../../core/domain/time.ts';
import { createFakeClock, FAKE_START } from '../../../fakes/clock.ts';
import { answerWith, openXServer } from '../../../fakes/x-server.ts';
import { never, publisherFor } from './harness.ts';

/** A server whose clock is ahead by `ahead`; an exchange takes `trip` each way. */
function setUp(ahead: number) {
  const clock = createFakeClock();
  const server = createServerClock(clock);
  let shift = ahead;
  return {
    clock,
    server,
    truth: () => FAKE_START + clock.monotonic() + shift,
    shiftBy: (ms: number) => {
      shift += ms;
    },
    exchange: async (trip = 20) => {
      const sentAt = clock.monotonic();
      await clock.advance(trip);
      const date = new Date(FAKE_START + clock.monotonic() + shift).toUTCString();
      await clock.advance(trip);
      server.observe(date, sentAt);
    },
  };
}

describe('the server’s clock', () => {
  test('is not known before the first answer', () => {
    const { server } = setUp(0);
    expect(server.now()).toBeUndefined();
    expect(server.skew()).toBe(0);
  });

  test.each([0, 1, 499, 999, -HOUR, HOUR + 333])(
    'is half a second off at most after one answer (%i ms ahead)',
    async (ahead) => {
      const { server, truth, exchange } = setUp(ahead);
      await exchange();
      expect(Math.abs((server.now() ?? 0) - truth())).toBeLessThanOrEqual(540);
    },
  );

  test('gets sharper with answers at other parts of the second', async () => {
    const { server, truth, exchange, clock } = setUp(12_345);
    for (let i = 0; i < 20; i++) {
      await exchange();
      await clock.advance(137);
    }
    expect(Math.abs((server.now() ?? 0) - truth())).toBeLessThanOrEqual(100);
  });

  test('does not follow a jump of the wall clock, and the skew tells it', async () => {
    const { server, truth, exchange, clock } = setUp(0);
    await exchange();
    clock.setWall(clock.now() - 10 * MINUTE);
    expect(Math.abs((server.now() ?? 0) - truth())).toBeLessThanOrEqual(540);
    expect(Math.abs(server.skew() - 10 * MINUTE)).toBeLessThanOrEqual(540);
  });

  test('starts afresh when an answer contradicts (the monotonic clock slept)', async () => {
    const { server, truth, exchange, shiftBy } = setUp(0);
    await exchange();
    shiftBy(8 * HOUR);
    await exchange();
    expect(Math.abs((server.now() ?? 0) - truth())).toBeLessThanOrEqual(540);
  });

  test.each([undefined, '', 'yesterday'])('takes no notice of %j', (header) => {
    const { server } = setUp(0);
    server.observe(header, 0);
    expect(server.now()).toBeUndefined();
  });
});

describe('calibrate', () => {
  const theirs = Date.UTC(2031, 5, 1);
  const date = { date: new Date(theirs).toUTCString() };

  test.each([401, 200, 429, 503])('takes the time from any answer (%i)', async (status) => {
    const server = await openXServer(answerWith({ status, headers: date }));
    const publisher = publisherFor(server.url);
    expect(publisher.serverNow('me')).toBeUndefined();
    const now = await publisher.calibrate('me', never);
    expect(Math.abs((now ?? 0) - theirs)).toBeLessThan(2 * SECOND);
    expect(Math.abs((publisher.serverNow('me') ?? 0) - theirs)).toBeLessThan(2 * SECOND);
    expect(server.received).toMatchObject([{ method: 'GET', url: '/2/users/me' }]);
    await server.close();
  });

  test('not from a proxy that keeps us out', async () => {
    const server = await openXServer(answerWith({ status: 407, headers: date }));
    expect(await publisherFor(server.url).calibrate('me', never)).toBeUndefined();
    await server.close();
  });

  test('nothing when X does not answer', async () => {
    const server = await openXServer(() => {});
    expect(await publisherFor(server.url, { readDeadline: 50 }).calibrate('me', never)).toBeUndefined();
    await server.close();
  });
});
