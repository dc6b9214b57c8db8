import { expect, test } from 'vitest';
import { createRoutedPublisher } from '../../../core/host/publishers.ts';
import type { Publisher } from '../../../core/ports/publisher.ts';

const { signal } = new AbortController();
const REQUEST = { account: 'me', text: 'hello', deadline: 1_000, maySend: () => true };
const REFUSAL = { kind: 'auth', detail: 'Unauthorized' } as const;

const refusing = {
  publish: async () => REFUSAL,
  timeline: async () => ({ kind: 'unread', refusal: REFUSAL }) as const,
} as Partial<Publisher> as Publisher;
const other = {
  publish: async () => ({ kind: 'published', tweetId: '1' }),
} as Partial<Publisher> as Publisher;

function routed(next: Publisher | undefined) {
  let current: Publisher | undefined = refusing;
  let looks = 0;
  const publisher = createRoutedPublisher(
    () => current,
    async () => {
      looks += 1;
      current = next;
    },
  );
  return { publisher, looks: () => looks };
}

test('keys that X refuses are read again, and hold the account when there are no others', async () => {
  const { publisher, looks } = routed(refusing);
  expect(await publisher.publish(REQUEST, signal)).toEqual(REFUSAL);
  expect(await publisher.timeline('me', 0, signal)).toEqual({ kind: 'unread', refusal: REFUSAL });
  expect(looks()).toBe(2);
});

test('when a person has given others meanwhile, nothing is held: it is tried with those', async () => {
  const { publisher, looks } = routed(other);
  expect(await publisher.publish(REQUEST, signal)).toMatchObject({ kind: 'not-sent' });
  expect(await publisher.publish(REQUEST, signal)).toMatchObject({ kind: 'published' });
  expect(looks()).toBe(1);
});

test('the same for a timeline', async () => {
  const { publisher } = routed(other);
  expect(await publisher.timeline('me', 0, signal)).toMatchObject({
    kind: 'unread',
    refusal: { kind: 'not-sent' },
  });
});
