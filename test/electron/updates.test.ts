import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import { plainNotes } from '../../electron/update-notes.ts';
import { createUpdates, type Updater, type UpdatesDeps } from '../../electron/updates.ts';
import { createFakeClock, settle } from '../fakes/clock.ts';

const RELEASE = { version: '9.0.0', notes: 'New: everything.' };
const LOG = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function createRig(more: Partial<Updater> = {}, deps: Partial<UpdatesDeps> = {}) {
  const clock = createFakeClock();
  const settings: Record<string, unknown> = { updates: 'ask', skippedVersion: '' };
  const said: string[] = [];
  const world = { inFlight: 0, nextDue: null as number | null };
  const updates = createUpdates({
    settings: {
      get: (key) => settings[key] as never,
      set: (key, value) => {
        settings[key] = value;
      },
    },
    log: LOG,
    clock,
    way: 'here',
    open: async () => ({
      check: async () => {
        said.push('check');
        return RELEASE;
      },
      download: async () => void said.push('download'),
      install: () => void said.push('install'),
      ...more,
    }),
    inFlight: () => world.inFlight,
    nextDue: () => world.nextDue,
    now: clock.now,
    endThen: (leave) => {
      said.push('end');
      leave();
    },
    onChange: () => undefined,
    ...deps,
  });
  const status = () => updates.state().updates.status;
  return { clock, settings, said, world, updates, status };
}

describe('new versions', () => {
  test('are not looked for before a person has said so, then soon and once a day', async () => {
    const { updates, clock, said, settings, status } = createRig({ check: async () => undefined });
    let looks = 0;
    const rig = createRig({
      check: async () => {
        looks++;
        return undefined;
      },
    });
    rig.updates.start();
    await rig.clock.advance(72 * 60 * MINUTE);
    expect(looks).toBe(0);
    await rig.updates.api.setUpdates('automatic');
    expect(looks).toBe(1);
    await rig.clock.advance(48 * 60 * MINUTE);
    expect(looks).toBe(3);
    await rig.updates.api.setUpdates('on-request');
    await rig.clock.advance(48 * 60 * MINUTE);
    expect(looks).toBe(3);
    rig.updates.stop();

    await updates.api.checkForUpdate();
    expect(status()).toEqual({ kind: 'none', checkedAt: clock.now() });
    expect([said, settings['updates']]).toEqual([[], 'ask']);
  });

  test('are downloaded, and nothing is installed before a person says so', async () => {
    const { updates, clock, said, status } = createRig();
    await updates.api.checkForUpdate();
    expect(status()).toEqual({ kind: 'ready', ...RELEASE });
    await clock.advance(100 * MINUTE);
    expect(said).toEqual(['check', 'download']);
    await updates.api.restartForUpdate();
    expect(said).toEqual(['check', 'download', 'end', 'install']);
  });

  test('wait for a post that is on its way or due within minutes; the person may think better of it', async () => {
    const { updates, clock, said, world, status } = createRig();
    await updates.api.checkForUpdate();
    world.inFlight = 1;
    world.nextDue = clock.now() + 2 * MINUTE;
    const restarting = updates.api.restartForUpdate();
    await settle();
    expect(status().kind).toBe('waiting');
    await updates.api.putOffUpdate();
    await clock.advance(10 * SECOND);
    await restarting;
    expect([status().kind, updates.state().updates.isPutOff]).toEqual(['ready', true]);

    const again = updates.api.restartForUpdate();
    world.inFlight = 0;
    await clock.advance(30 * SECOND);
    expect(said).not.toContain('end');
    world.nextDue = clock.now() + 6 * MINUTE;
    await clock.advance(10 * SECOND);
    await again;
    expect(said.slice(-2)).toEqual(['end', 'install']);
  });

  test('that were skipped are offered again only to somebody who asks', async () => {
    const { updates, said, settings, status } = createRig();
    await updates.api.setUpdates('automatic');
    await updates.api.skipUpdate();
    expect([status().kind, settings['skippedVersion']]).toEqual(['none', '9.0.0']);
    await updates.api.setUpdates('automatic');
    expect(status().kind).toBe('none');
    await updates.api.checkForUpdate();
    expect(status().kind).toBe('ready');
    expect(said.filter((each) => each === 'download')).toHaveLength(2);
  });

  test('of a package of the system are only told of', async () => {
    const { updates, said, status } = createRig({}, { way: 'elsewhere' });
    await updates.api.checkForUpdate();
    expect(status()).toEqual({ kind: 'elsewhere', ...RELEASE });
    await updates.api.restartForUpdate();
    expect(said).toEqual(['check']);
  });

  test.each([
    ['sha512 checksum mismatch, expected a, got b', /thrown away/],
    ['net::ERR_CONNECTION_REFUSED', /check the network/],
  ])('that cannot be had (%s) are told of to somebody who asked', async (message, words) => {
    const { updates, status } = createRig({ download: () => Promise.reject(new Error(message)) });
    await updates.api.setUpdates('automatic');
    expect(status()).toEqual({ kind: 'none' });
    await updates.api.checkForUpdate();
    expect(status()).toEqual({ kind: 'failed', message: expect.stringMatching(words) });
    await updates.api.restartForUpdate();
    expect(status().kind).toBe('failed');
  });
});

test.each([
  ['## New\n\n- **A** thing', '## New\n\n- **A** thing'],
  ['<h2>New</h2><ul><li>A &amp; B</li></ul><script>x()</script>', 'New\n- A & B\nx()'],
  ['a\u202Eb\u001b[2J', 'ab[2J'],
  [undefined, ''],
])('notes %j are plain text', (notes, text) => expect(plainNotes(notes)).toBe(text));
