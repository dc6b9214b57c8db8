import { app } from 'electron';
import { createSystemClock } from '../core/adapters/system/clock.ts';
import { createDesktopNotifier } from './desktop-notifier.ts';
import type { Front } from './front.ts';
import { createNoticeDesk, type NoticeDesk, type NoticeDeskDeps } from './notice-desk.ts';
import type { Publishing } from './publishing.ts';

type OwnNoticesDeps = Pick<NoticeDeskDeps, 'settings' | 'log' | 'isDemo'>;

/** The notices of this computer. The windows come later, and are told of what is found out meanwhile. */
export function createOwnNotices(deps: OwnNoticesDeps, front: () => Front): NoticeDesk {
  return createNoticeDesk({
    ...deps,
    notifier: createDesktopNotifier(),
    clock: createSystemClock(),
    open: (target) => front().ask(target),
    sayInside: (notice) => front().say(notice),
    setBadge: (count) => void app.setBadgeCount(count),
    onChange: () => front().refresh(),
  });
}

/** What the computer's sleep is to the worker and to what a person is told. */
export function sleepOf(publishing: Publishing, notices: NoticeDesk) {
  return {
    wake: (why: string): void => {
      publishing.wake(why);
      notices.wake();
    },
    suspend: (): void => {
      publishing.send({ kind: 'suspend' });
      notices.suspend();
    },
  };
}
