import { expect, test } from 'vitest';
import { firstBad, SEEDS, type Tally } from './seeds.ts';

test('one worker on its own store: nothing lost, nothing twice, nothing late', async () => {
  const tally: Tally = { runs: 0, made: 0, deaths: 0 };
  expect(await firstBad('local', SEEDS, tally)).toBeUndefined();
  console.log(`local: ${tally.runs} seeds, ${tally.made} posts on X, ${tally.deaths} deaths`);
});
