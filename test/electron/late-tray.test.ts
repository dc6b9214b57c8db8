import { expect, test } from 'vitest';
import { createLateTray, UNSEEN_FOR } from '../../electron/late-tray.ts';
import type { TrayView } from '../../electron/tray.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { TIMES } from '../fakes/tray-facts.ts';

async function setup(isThere: boolean) {
  const clock = createFakeClock();
  const icons: Partial<TrayView>[][] = [];
  let tell: (present: boolean) => void = () => undefined;
  const said: string[] = [];
  const tray = createLateTray({
    createIcon: () => {
      const shown: Partial<TrayView>[] = [];
      icons.push(shown);
      return { show: (view) => shown.push(view), destroy: () => said.push('destroyed') };
    },
    times: () => TIMES,
    surroundings: () => ({ sandbox: false, online: true }),
    watchHost: async (onChange) => {
      tell = onChange;
      // A panel may come while it is asked for.
      expect(icons).toEqual([]);
      onChange(isThere);
    },
    clock,
  });
  tray.setWorker({ state: 'failed', message: 'No.' });
  await tray.open({
    onCommand: () => undefined,
    onSeenChange: () => said.push(tray.isSeen() ? 'seen' : 'unseen'),
    onUnseen: () => said.push('nobody sees it'),
  });
  return { tray, clock, icons, said, tell: (present: boolean) => tell(present) };
}

test('what was set before it was open is shown', async () => {
  const { icons, said, tray } = await setup(true);
  expect(icons.flat().at(-1)).toMatchObject({ state: 'error' });
  expect([said, tray.isSeen()]).toEqual([['seen'], true]);
});

test('without a panel somebody hears of it, once, after a while', async () => {
  const { clock, said } = await setup(false);
  await clock.advance(UNSEEN_FOR - 1);
  expect(said).toEqual(['unseen']);
  await clock.advance(2 * UNSEEN_FOR);
  expect(said).toEqual(['unseen', 'nobody sees it']);
});

test('a panel that comes late gets a new icon, and nobody is bothered', async () => {
  const { clock, said, icons, tell } = await setup(false);
  await clock.advance(UNSEEN_FOR - 1);
  tell(true);
  await clock.advance(2 * UNSEEN_FOR);
  expect(said).toEqual(['unseen', 'destroyed', 'seen']);
  expect(icons).toHaveLength(2);
  expect(icons[1]?.[0]).toMatchObject({ state: 'error' });
});

test('a panel that is started again is waited for; one that stays away is told of', async () => {
  const { clock, said, icons, tell } = await setup(true);
  tell(false);
  await clock.advance(UNSEEN_FOR - 1);
  tell(true);
  await clock.advance(2 * UNSEEN_FOR);
  expect(said).toEqual(['seen', 'unseen', 'seen']);
  // It registers itself with the panel that is back.
  expect(icons).toHaveLength(1);
  tell(false);
  await clock.advance(UNSEEN_FOR);
  expect(said.slice(3)).toEqual(['unseen', 'nobody sees it']);
});
