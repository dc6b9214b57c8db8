import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Media } from '../../../core/domain/media.ts';
import { DAY, HOUR } from '../../../core/domain/time.ts';
import { openMediaUse } from '../../../core/host/media-use.ts';
import type { Log } from '../../../core/ports/log.ts';
import { createMediaUpkeep } from '../../../core/service/media-upkeep.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPicture, attachFile } from '../../fakes/content.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A home with files of an age, and looks at them a day apart. */
async function createUpkeepRig({ shared = false, content = (real: Content) => real } = {}) {
  const rig = await createRig();
  const { home, store, clock } = rig;
  const fileOf = ({ hash }: Media) => join(home, 'media', hash.slice(0, 2), hash);
  const ageTo = (media: Media, at: number) => utimesSync(fileOf(media), new Date(at), new Date(at));
  const upkeep = createMediaUpkeep({
    ...store,
    content: content(rig.content),
    use: openMediaUse(home),
    clock,
    log: quiet,
    shared,
  });
  const look = async (times = 1, apart = DAY) => {
    for (let i = 0; i < times; i++) {
      await upkeep(() => undefined);
      await clock.advance(apart);
    }
  };
  const attach = async (name: string, at = FAKE_START - 40 * DAY): Promise<Media> => {
    const media = await attachFile(rig.content, aPicture(1_000, name), name);
    ageTo(media, at);
    return media;
  };
  const isThere = (media: Media) => rig.content.has(media.hash);
  return { ...rig, look, attach, isThere, ageTo };
}
type Content = Awaited<ReturnType<typeof createRig>>['content'];

test('a file that nothing uses goes at the second look, not at the first', async () => {
  const rig = await createUpkeepRig();
  const media = await rig.attach('unused.png');
  await rig.look(1, HOUR);
  await rig.look(1, HOUR);
  expect(await rig.isThere(media), 'the second was too soon').toBe(true);
  await rig.clock.advance(DAY);
  await rig.look();
  expect(await rig.isThere(media)).toBe(false);
});

test.each(['draft', 'scheduled', 'published', 'cancelled', 'failed', 'missed'] as const)(
  'one of a %s post stays for ever',
  async (status) => {
    const rig = await createUpkeepRig();
    const media = await rig.attach('used.png');
    await rig.add(aPost({ status, parts: [{ text: 'one' }, { text: 'two', media: [media] }] }));
    await rig.look(5);
    expect(await rig.isThere(media)).toBe(true);
  },
);

test('one that was just attached, and is in no post yet, stays', async () => {
  const rig = await createUpkeepRig();
  const media = await rig.attach('new.png', FAKE_START);
  await rig.look(6);
  expect(await rig.isThere(media)).toBe(true);
  await rig.look(3);
  expect(await rig.isThere(media), 'after a week of nobody wanting it').toBe(false);
});

test.each([
  ['being written', 'writing-main.json'],
  ['written in the quick window', 'writing-quick.json'],
  ['waiting for the storage', 'outbox/p1.json'],
  ['waiting and damaged', 'outbox/p1.json.damaged'],
])('one that is %s on this computer stays', async (_, file) => {
  const rig = await createUpkeepRig();
  const media = await rig.attach('written.png');
  mkdirSync(join(rig.home, 'outbox'), { recursive: true });
  writeFileSync(join(rig.home, file), `{"parts":[{"media":[{"hash":"${media.hash}"`);
  await rig.look(5);
  expect(await rig.isThere(media)).toBe(true);
});

test('on a shared storage it stays for a month, and what is written here is kept young for the others', async () => {
  const rig = await createUpkeepRig({ shared: true });
  const unused = await rig.attach('unused.png', FAKE_START - 10 * DAY);
  const written = await rig.attach('written.png');
  writeFileSync(join(rig.home, 'writing-main.json'), written.hash);
  const changedAt = async () =>
    (await rig.content.list()).find(({ hash }) => hash === written.hash)?.changedAt ?? 0;
  await rig.look(2, 7 * DAY);
  expect(Math.abs((await changedAt()) - Date.now()), 'the time of the disk').toBeLessThan(HOUR);
  expect(await rig.isThere(unused)).toBe(true);
  await rig.look(4, 7 * DAY);
  expect(await rig.isThere(unused)).toBe(false);
});

test('one that a post takes up again between two looks stays', async () => {
  const rig = await createUpkeepRig();
  const media = await rig.attach('again.png');
  await rig.look();
  await rig.add(aPost({ parts: [{ text: '', media: [media] }] }));
  await rig.look(4);
  expect(await rig.isThere(media)).toBe(true);
});

test('one that is attached again while it is being looked for stays', async () => {
  let attachAgain = async (): Promise<unknown> => undefined;
  const rig = await createUpkeepRig({
    content: (real) => ({
      ...real,
      remove: async (...args) => {
        await attachAgain();
        return real.remove(...args);
      },
    }),
  });
  const media = await rig.attach('again.png');
  attachAgain = async () => {
    await attachFile(rig.content, aPicture(1_000, 'again.png'), 'again.png');
    rig.ageTo(media, rig.clock.now());
  };
  await rig.look(3);
  expect(await rig.isThere(media)).toBe(true);
});

test('nothing is removed while it cannot be known what is being written', async () => {
  const rig = await createUpkeepRig();
  const media = await rig.attach('unused.png');
  await rig.look();
  mkdirSync(join(rig.home, 'writing-main.json'));
  await rig.look(3);
  expect(await rig.isThere(media)).toBe(true);
});

test('a running worker sees to it', async () => {
  const rig = await createUpkeepRig();
  let looks = 0;
  await rig.start({ upkeep: async () => void looks++ });
  await rig.clock.advance(7 * HOUR);
  expect(looks).toBe(2);
});
