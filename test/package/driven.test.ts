import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpacked } from '../../build/package/pack.ts';
import { closeDisplay, launchPerch, newHome, openDisplay } from '../e2e/fixtures.ts';
import { compose, startWithSandbox, waitForStatus } from '../e2e/screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

test('the packed app composes and publishes to the sandbox', async () => {
  const home = newHome();
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ spelling: true }));
  const perch = await launchPerch({ home, packed: unpacked('driven').executable });
  const page = await perch.window();
  expect(await perch.electron.evaluate(({ app }) => app.isPackaged)).toBe(true);
  await startWithSandbox(page);
  await compose(page, 'Sent by a packed Perch', 'in 2 seconds');
  await waitForStatus(page, 'Sent by a packed Perch', 'published');
  await perch.waitForLine(/^Published "Sent by a packed Perch" as @\w+ \(id \d+\)/);
  // Its thread and its dictionary are in the archive too.
  expect(perch.log()).not.toContain('the spell-check ended');
  expect(perch.log()).not.toMatch(/ error /);
});
