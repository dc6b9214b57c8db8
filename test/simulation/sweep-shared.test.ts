import { expect, test } from 'vitest';
import { allSingles, firstBad } from './crashes.ts';

test('a death at every boundary, two workers on a shared store: nothing lost, nothing twice', async () => {
  const { runs, deaths, story } = await firstBad(allSingles('shared'));
  expect(story).toBeUndefined();
  // The one without is there too, and what has an effect after the end does not come to it.
  expect(deaths).toBeGreaterThan(0.98 * runs);
  console.log(`shared: ${deaths} deaths in ${runs} runs`);
});
