import { describe, expect, test } from 'vitest';
import type { Removal } from '../../../../core/domain/outcome.ts';
import { answerWith, type Misbehaviour, openXServer } from '../../../fakes/x-server.ts';
import { AMBIGUOUS, KEYS, never, publisherFor } from './harness.ts';

async function removeFrom(behave: Misbehaviour) {
  const server = await openXServer(behave);
  try {
    const publisher = publisherFor(server.url, { readDeadline: 400 });
    return { removal: await publisher.remove('me', '77', never), received: server.received };
  } finally {
    await server.close();
  }
}

const json = (status: number, body: object): Misbehaviour =>
  answerWith({ status, body: JSON.stringify(body) });
const MISSING = {
  errors: [
    {
      title: 'Not Found Error',
      detail: 'Could not find tweet with id: [77].',
      type: 'https://api.twitter.com/2/problems/resource-not-found',
    },
  ],
};

describe('deleting a post', () => {
  test.each([
    ['said to be done', json(200, { data: { deleted: true } })],
    ['404 in JSON', json(404, { title: 'Not Found', detail: 'Not Found', status: 404 })],
    ['not found, in a 200', json(200, MISSING)],
  ])('%s: it is gone', async (_, behave) => {
    const { removal, received } = await removeFrom(behave);
    expect(removal).toEqual({ kind: 'removed' });
    expect(received).toMatchObject([{ method: 'DELETE', url: '/2/tweets/77', body: '' }]);
    expect(received[0]?.headers.authorization).toMatch(/^OAuth /);
  });

  test.each<[string, Misbehaviour, Removal['kind']]>([
    ['200, not deleted', json(200, { data: { deleted: false } }), 'unknown'],
    ['200 with another error', json(200, { errors: [{ type: 'about:blank' }] }), 'unknown'],
    ['400', json(400, { title: 'Invalid Request' }), 'rejected'],
    ['401', json(401, { title: 'Unauthorized' }), 'auth'],
    ['402', json(402, { title: 'Payment Required' }), 'credits'],
    [
      '403',
      json(403, { title: 'Forbidden', detail: 'You are not authorized to delete this Tweet.' }),
      'rejected',
    ],
    [
      '404 of a gateway',
      answerWith({ status: 404, headers: { 'content-type': 'text/html' }, body: 'no' }),
      'rejected',
    ],
    ['407', json(407, {}), 'not-sent'],
    ['429', json(429, { title: 'Too Many Requests' }), 'throttled'],
    ['503', json(503, { title: 'Service Unavailable' }), 'unknown'],
  ])('%s: not known to be gone', async (_, behave, kind) => {
    expect((await removeFrom(behave)).removal.kind).toBe(kind);
  });

  test.each(Object.entries(AMBIGUOUS))('%s: not known to be gone', async (_, behave) => {
    expect(['unknown', 'rejected']).toContain((await removeFrom(behave)).removal.kind);
  });

  test('nobody there: nothing was sent', async () => {
    expect(await publisherFor('http://127.0.0.1:1').remove('me', '77', never)).toMatchObject({
      kind: 'not-sent',
    });
  });

  test('no keys, no request; no secret in the words', async () => {
    expect(
      (await publisherFor('http://127.0.0.1:1', { keys: () => undefined }).remove('me', '7', never)).kind,
    ).toBe('auth');
    const { removal } = await removeFrom(json(403, { detail: `no ${KEYS.accessSecret}` }));
    expect(JSON.stringify(removal)).not.toContain(KEYS.accessSecret);
  });
});
