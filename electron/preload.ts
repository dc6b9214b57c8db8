import { contextBridge, ipcRenderer } from 'electron';

/** Only the window's own page may receive a port. */
const PAGE = 'app://perch';
const ENDS: readonly unknown[] = ['worker', 'shell'];

// A port is a bearer capability: it is handed on, never kept. It may come again at any time (a new worker).
ipcRenderer.on('rpc:port', (event, message: { readonly which: unknown }) => {
  if (ENDS.includes(message.which)) window.postMessage({ perch: message.which }, PAGE, [...event.ports]);
});

/** All that the page gets: it may ask for its ports. */
const bridge = Object.freeze({
  connect(): void {
    ipcRenderer.send('rpc:connect');
  },
});

contextBridge.exposeInMainWorld('perch', bridge);
