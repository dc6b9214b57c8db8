import { expect, test } from 'vitest';
import { createRequests } from '../../renderer/state/requests.ts';

test('what is asked while nobody listens is done once, in its order, when somebody does', () => {
  const requests = createRequests<string>();
  requests.send('open the post');
  requests.send('send it');
  const done: string[] = [];
  const leave = requests.listen((what) => done.push(what));
  expect(done).toEqual(['open the post', 'send it']);
  requests.send('show it');
  leave();
  requests.send('once more');
  expect(done).toEqual(['open the post', 'send it', 'show it']);
  requests.listen((what) => done.push(what));
  expect(done.at(-1)).toBe('once more');
  expect(done).toHaveLength(4);
});
