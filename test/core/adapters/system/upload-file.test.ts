import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openUploadFile } from '../../../../core/adapters/system/upload-file.ts';
import { DAY } from '../../../../core/domain/time.ts';
import type { Upload } from '../../../../core/domain/upload.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { tempFolder } from '../../../fakes/rig.ts';

const upload = (expiresAt: number): Upload => ({ mediaId: '7', expiresAt, sent: 3, phase: 'sending' });

test('what is remembered is there after a restart, until X has forgotten it', async () => {
  const [home, clock] = [tempFolder(), createFakeClock()];
  const first = openUploadFile(home, clock);
  const [a, b] = [upload(clock.now() + DAY), upload(clock.now() + 2 * DAY)];
  await first.keep('a', a);
  await first.keep('b', b);
  const second = openUploadFile(home, clock);
  expect(await second.read('a')).toEqual(a);
  await clock.advance(DAY);
  await second.keep('c', b);
  const third = openUploadFile(home, clock);
  expect([await third.read('a'), await third.read('b')]).toEqual([undefined, b]);
  await third.forget(['b', 'none']);
  expect(Object.keys(JSON.parse(readFileSync(join(home, 'uploads.json'), 'utf8')))).toEqual(['c']);
});

test('a file that cannot be read is begun anew', async () => {
  const [home, clock] = [tempFolder(), createFakeClock()];
  for (const text of ['{"a":', '[]', '{"a":{"mediaId":1}}', '{"a":null}']) {
    writeFileSync(join(home, 'uploads.json'), text);
    const memory = openUploadFile(home, clock);
    expect(await memory.read('a')).toBeUndefined();
    await memory.keep('a', upload(clock.now() + DAY));
    expect(await openUploadFile(home, clock).read('a')).toBeDefined();
  }
});
