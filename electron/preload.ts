import { contextBridge, ipcRenderer, webFrame } from 'electron';

/** Only the window's own page may receive a port. */
const PAGE = 'app://perch';
const ENDS: readonly unknown[] = ['worker', 'shell'];

// A port is a bearer capability: it is handed on, never kept. It may come again at any time (a new worker).
ipcRenderer.on('rpc:port', (event, message: { readonly which: unknown }) => {
  if (ENDS.includes(message.which)) window.postMessage({ perch: message.which }, PAGE, [...event.ports]);
});

/** Words to look up go to main, which has a dictionary; the page knows nothing of it. */
ipcRenderer.on('spelling:port', ({ ports: [port] }) => {
  if (!port) return;
  const waiting = new Map<number, (wrong: string[]) => void>();
  let lastId = 0;
  port.onmessage = ({ data }: MessageEvent<{ readonly id: number; readonly wrong: string[] }>) => {
    waiting.get(data.id)?.(data.wrong);
    waiting.delete(data.id);
  };
  webFrame.setSpellCheckProvider('en', {
    spellCheck: (words, done) => {
      lastId += 1;
      waiting.set(lastId, done);
      port.postMessage({ id: lastId, words });
    },
  });
});

/** All that the page gets: it may ask for its ports. */
const bridge = Object.freeze({
  connect(): void {
    ipcRenderer.send('rpc:connect');
  },
});

contextBridge.exposeInMainWorld('perch', bridge);
