import { expect, test } from 'vitest';
import { firstBad, half, SEEDS, type Tally } from './seeds.ts';

test('several workers on a shared store: nothing lost, nothing twice, nothing late (second half)', async () => {
  const tally: Tally = { runs: 0, made: 0, deaths: 0 };
  expect(await firstBad('shared', half(SEEDS, 1), tally)).toBeUndefined();
  console.log(`shared: ${tally.runs} seeds, ${tally.made} posts on X, ${tally.deaths} deaths`);
});
