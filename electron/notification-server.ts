import { textsIn } from './bus-message.ts';
import { busPath, connectSessionBus } from './session-bus.ts';

/** What shows notifications on this Linux desktop; a text: why there is nothing that does. */
export type NotificationServer = { readonly hasMarkup: boolean } | string;

const NAME = 'org.freedesktop.Notifications';
/** A server that is silent for longer would make Electron, and main with it, wait, ms. */
const ANSWER_WITHIN = 2_000;

const SHOWN_ELSEWHERE = 'What needs you is shown in the window and in the tray instead.';
const NO_BUS = `This desktop has no session bus, so no notification can be shown. ${SHOWN_ELSEWHERE}`;
const NO_SERVER = `Nothing on this desktop shows notifications. ${SHOWN_ELSEWHERE}`;

/** Asks the server what it can do. https://specifications.freedesktop.org/notification-spec/ */
export async function findNotificationServer(env: NodeJS.ProcessEnv): Promise<NotificationServer> {
  const path = busPath(env);
  const bus = path === undefined ? undefined : await connectSessionBus(path).catch(() => undefined);
  if (!bus) return NO_BUS;
  const silence = setTimeout(bus.close, ANSWER_WITHIN);
  try {
    const call = { destination: NAME, path: `/${NAME.replaceAll('.', '/')}`, interface: NAME, arguments: [] };
    const answer = await bus.call({ ...call, member: 'GetCapabilities' });
    return { hasMarkup: textsIn(answer).includes('body-markup') };
  } catch {
    return NO_SERVER;
  } finally {
    clearTimeout(silence);
    bus.close();
  }
}
