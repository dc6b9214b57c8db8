import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeptFile } from '../../../../core/adapters/system/kept-file.ts';
import { tempFolder } from '../../../fakes/rig.ts';

test('what is kept is on the disk when it says so, for its owner only, and nothing is left beside it', async () => {
  const home = tempFolder();
  const file = join(home, 'writing.json');
  expect(await createKeptFile(file).read()).toBe(null);
  await createKeptFile(file).keep('e\u0301 \u202e \r\n “quoted”');
  expect(readFileSync(file, 'utf8')).toBe('e\u0301 \u202e \r\n “quoted”');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(home)).toEqual(['writing.json']);
  expect(await createKeptFile(file).read()).toBe('e\u0301 \u202e \r\n “quoted”');
});

test('of many texts at once the last one stays, with two writes at most', async () => {
  const kept = createKeptFile(join(tempFolder(), 'writing.json'));
  const keeps = Array.from({ length: 100 }, (_, i) => kept.keep(`text ${i}`));
  expect(new Set(keeps).size).toBeLessThanOrEqual(2);
  expect(await kept.read()).toBe('text 99');
  await Promise.all(keeps);
  expect(await kept.read()).toBe('text 99');
});

test('each keep resolves with its own text or a later one on the disk, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (waits) => {
      const file = join(tempFolder(), 'writing.json');
      const kept = createKeptFile(file);
      const ends: Promise<void>[] = [];
      for (const [i, wait] of waits.entries()) {
        const done = kept.keep(String(i)).then(() => {
          expect(Number(readFileSync(file, 'utf8'))).toBeGreaterThanOrEqual(i);
        });
        ends.push(done);
        if (wait) await done;
      }
      await Promise.all(ends);
      await kept.settled();
      expect(readFileSync(file, 'utf8')).toBe(String(waits.length - 1));
    }),
    { numRuns: 15 },
  );
});

test('a disk that refuses is said, the old text stays, and the next keep works again', async () => {
  const home = tempFolder();
  const folder = join(home, 'gone');
  const kept = createKeptFile(join(folder, 'writing.json'));
  await expect(kept.keep('one')).rejects.toThrow(/make it readable and writable/);
  await kept.settled();
  mkdirSync(folder);
  await kept.keep('two');
  expect(await kept.read()).toBe('two');
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file is in the way');
  await expect(createKeptFile(join(folder, 'writing.json')).read()).rejects.toThrow(/cannot use/);
});
