import type { NoticeChoice } from '../../core/domain/notices.ts';

/** Perch as a part of the desktop: what it says outside of its window, and how it is there. */
export const desktopWords = {
  desktop: {
    notices: 'Desktop notifications',
    noticesText:
      'What heals by itself is never told. Several things at once are told as one, and after a sleep once.',
    noticeKinds: {
      failures: 'When something needs me: a post that failed or was missed, an account that cannot post',
      firstSuccess: 'When my first post is out',
      published: 'Each time a post is out',
    } satisfies Record<keyof NoticeChoice, string>,
    testNotice: 'Send a test notification',
    noticesFact: 'Notifications',
    noticesShown: 'Shown by this desktop',
    title: 'This desktop',
    login: 'Start Perch at login, in the tray',
    loginTitle: 'Start Perch at login?',
    loginText: 'Posts go out only while Perch runs. It would start in the tray, without a window.',
    loginYes: 'Start at login',
    loginNo: 'Not now',
    quickKeys: 'Keys for a new post',
    quickKeysText: 'They open the small window wherever you are. Off until you choose some.',
    chooseKeys: 'Choose keys…',
    pressKeys: 'Press the keys, or Esc',
    noKeys: 'Use none',
    zoom: 'Size of everything',
    notice: (title: string, body: string) => `${title}. ${body}`,
  },
} as const;
