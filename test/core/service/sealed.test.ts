import { beforeEach, describe, expect, it } from 'vitest';
import type { Seal } from '../../../core/domain/seal.ts';
import { LOCAL_VIEW } from '../../../core/domain/storage.ts';
import { MINUTE } from '../../../core/domain/time.ts';
import { importPosts } from '../../../core/service/import.ts';
import { overviewOf } from '../../../core/service/overview.ts';
import { createPostService } from '../../../core/service/post-service.ts';
import { readStoredFacts } from '../../../core/service/stored-facts.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aNewPost } from '../../fakes/new-post.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig, createRigApi } from '../../fakes/rig.ts';

const place = { kind: 'azure', name: 'the Azure Storage account perches', key: 'k' } as const;
const receipt = { posts: 1, history: 1, accounts: 1, poison: 0, content: 0, digest: 'd' };
const MOVED: Seal = { kind: 'moved', id: 'm', place, at: FAKE_START, receipt };
const SAYS =
  'These posts were moved to the Azure Storage account perches, so nothing is sent or changed here: set PERCH_STORAGE, or open Settings.';

type Rig = Awaited<ReturnType<typeof createRig>>;
let rig: Rig;
beforeEach(async () => {
  rig = await createRig();
});

const input = () => aNewPost();
const overview = async () =>
  overviewOf(await readStoredFacts(rig.store, rig.clock), {
    now: rig.clock.now(),
    self: undefined,
    storage: LOCAL_VIEW,
    knownAccounts: [],
    unsynced: [],
    stranded: 0,
    damaged: [],
  });

describe('the service of a storage whose posts were moved', () => {
  it('changes nothing, and says where they are', async () => {
    const post = aPost({ status: 'held' });
    await rig.add(post);
    await rig.store.settings.changeSeal(undefined, MOVED);
    const { service } = rig;
    const calls = [
      () => service.add(input()),
      () => service.edit(post.id, { zone: 'UTC' }),
      () => service.cancel(post.id),
      () => service.retry(post.id),
      () => service.postNow(post.id),
      () => rig.unpublish(post.id),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'sealed', message: SAYS });
    await service.openAccount('alice');
    expect(await rig.get(post.id)).toEqual(post);
    expect((await rig.store.posts.counts()).held).toBe(1);
  });

  it('does not end the pause either', async () => {
    await rig.store.settings.changeSeal(undefined, MOVED);
    const api = createRigApi(rig);
    await expect(api.pause(null)).rejects.toThrow(SAYS);
    await expect(api.setProcessor('publish', { count: 1 })).rejects.toThrow(SAYS);
  });

  it('takes no import', async () => {
    await rig.store.settings.changeSeal(undefined, MOVED);
    const options = { now: FAKE_START, zone: undefined, machineZone: 'UTC', account: 'alice' };
    const deps = {
      ...rig.store,
      content: rig.content,
      random: rig.random,
      sha256: (text: string) => text,
      by: 'cli',
    };
    await expect(importPosts([], options, deps)).rejects.toThrow(SAYS);
  });

  it('says of a post that was saved while the seal came that it may not have been moved', async () => {
    const seals = [undefined, MOVED];
    const settings = { ...rig.store.settings, seal: async () => seals.shift() };
    const service = createPostService({
      ...rig.store,
      settings,
      clock: rig.clock,
      random: rig.random,
      by: 'test',
    });
    await expect(service.add(input())).rejects.toMatchObject({
      code: 'sealed',
      message: expect.stringContaining('while this was saved: look there whether it arrived'),
    });
  });

  it('is paused in its health, with the one reason', async () => {
    await rig.add(aPost({ dueAt: FAKE_START - MINUTE }));
    await rig.store.settings.changeSeal(undefined, MOVED);
    const { health } = await overview();
    expect(health.status).toBe('paused');
    expect(health.reasons).toEqual([{ code: 'sealed', severity: 'paused', message: SAYS }]);
  });
});

describe('a worker', () => {
  const hourLong = 70 * MINUTE;

  it('that starts on a sealed storage leaves every row as it is', async () => {
    const orphan = aPost({ status: 'publishing' });
    const held = aPost({ status: 'held', account: 'alice' });
    const due = aPost();
    await rig.add(orphan, held, due);
    await rig.store.settings.changeSeal(undefined, MOVED);
    await rig.start();
    await rig.clock.advance(hourLong);
    for (const post of [orphan, held, due]) expect(await rig.get(post.id)).toEqual(post);
    expect(rig.published).toEqual([]);
  });

  it('that is running sends nothing from the seal on, and goes on when it is off', async () => {
    await rig.start();
    const due = aPost({ dueAt: FAKE_START + 10 * MINUTE });
    await rig.add(due);
    await rig.store.settings.changeSeal(undefined, MOVED);
    await rig.clock.advance(12 * MINUTE);
    expect(await rig.get(due.id)).toEqual(due);
    await rig.store.settings.changeSeal(MOVED, undefined);
    await rig.clock.advance(2 * MINUTE);
    expect(rig.published).toEqual([due.id]);
  });
});
