import { app, BaseWindow } from 'electron';

/**
 * Windows tells windows of the end of a session, and an app without one is just ended: so there always is one, hidden
 * and without a page while no other is open. What Windows only asks (`query-session-end`) is no end yet: another
 * program may refuse, and publishing would have stopped for nothing.
 */
export function onSessionEnd(listener: () => void): void {
  if (process.platform !== 'win32') return;
  let holder: BaseWindow | undefined;
  const hold = (): void => {
    if (holder || BaseWindow.getAllWindows().length > 0) return;
    holder = new BaseWindow({ show: false, skipTaskbar: true });
    holder.on('session-end', listener);
  };
  app.on('browser-window-created', (_event, window) => {
    window.on('session-end', listener);
    holder?.destroy();
    holder = undefined;
  });
  app.on('window-all-closed', hold);
  app.once('ready', hold);
}
