import { Notification } from 'electron';
import type { Notice } from '../core/domain/needs.ts';
import { escapeMarkup, fitNotice } from '../core/domain/notice-text.ts';
import type { Notifier } from '../core/ports/notifier.ts';
import { findNotificationServer } from './notification-server.ts';

const UNSUPPORTED = 'This system shows no notifications. What needs you is shown in the window instead.';
const refused = (why: string): string =>
  `The system did not show a notification${why === '' ? '' : ` (${why})`}. What needs you is shown in the window instead.`;

/** Whoever shows it has this long to say that it cannot, ms: only a refusal is told of, never a success. */
const REFUSAL_WITHIN = 500;

/** Notifications of the desktop. */
export function createDesktopNotifier(): Notifier {
  // Held, or Electron forgets them and their clicks.
  const shown = new Map<string, Notification>();
  let click: (notice: Notice) => void = () => undefined;

  const close = (key: string): void => {
    shown.get(key)?.close();
    shown.delete(key);
  };

  const put = (notice: Notice, body: string): Promise<string | undefined> => {
    close(notice.key);
    const notification = new Notification({
      title: fitNotice(notice.title),
      body,
      ...grouping(notice),
    });
    shown.set(notice.key, notification);
    notification.on('click', () => click(notice));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, REFUSAL_WITHIN, undefined);
      notification.on('failed', (_event, error) => {
        clearTimeout(timer);
        resolve(refused(error));
      });
      notification.show();
    });
  };

  return {
    show: async (notice) => {
      const body = fitNotice(notice.body);
      if (process.platform !== 'linux') return Notification.isSupported() ? put(notice, body) : UNSUPPORTED;
      const server = await findNotificationServer(process.env);
      return typeof server === 'string' ? server : put(notice, server.hasMarkup ? escapeMarkup(body) : body);
    },
    close,
    probe: async () => {
      if (process.platform !== 'linux') return Notification.isSupported() ? undefined : UNSUPPORTED;
      const server = await findNotificationServer(process.env);
      return typeof server === 'string' ? server : undefined;
    },
    onClick: (listener) => {
      click = listener;
    },
  };
}

/** Known to Electron since 41, for macOS and Windows: a second one of a post takes the place of the first. */
const grouping = ({ key }: Notice): object => ({ id: key, groupId: key });
