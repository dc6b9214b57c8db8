import { expect, test } from 'vitest';
import { SECOND } from '../../../core/domain/time.ts';
import { TIMINGS } from '../../../core/domain/timings.ts';
import { createWatch } from '../../../core/processors/watch.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';

test('says nothing about a version that it has not watched: that one may have been armed a moment ago', async () => {
  const clock = createFakeClock();
  const watch = createWatch({ clock, timings: TIMINGS });
  const armed = aPost({ status: 'publishing', version: 2 });
  watch.see([armed]);
  await clock.advance(TIMINGS.lease + SECOND);
  expect(watch.isSilent(armed)).toBe(true);
  expect(watch.isSilent({ ...armed, version: 4 })).toBe(false);
});
