import { app, session } from 'electron';
import type { Log } from '../core/ports/log.ts';

const REMOTE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/** Nothing the page asks of Chromium is granted: permissions, devices, the network. */
export function lockDownSession(log: Log): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('a permission was denied', { permission });
    answer(false);
  });
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest({ urls: REMOTE }, (details, answer) => {
    log.warn('a request off the app was cancelled', { type: details.resourceType });
    answer({ cancel: true });
  });
}

/** No page, whoever made it, goes anywhere, opens a window or embeds another. */
export function lockDownContents(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    const deny = (what: string) => (event: { preventDefault(): void }) => {
      event.preventDefault();
      log.warn('the window was kept from leaving', { what });
    };
    contents.on('will-navigate', deny('navigation'));
    contents.on('will-frame-navigate', deny('frame navigation'));
    contents.on('will-redirect', deny('redirect'));
    contents.on('will-attach-webview', deny('webview'));
    contents.setWindowOpenHandler(() => {
      log.warn('the window was kept from leaving', { what: 'new window' });
      return { action: 'deny' };
    });
  });
}
