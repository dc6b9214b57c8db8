import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CALLBACK_PATH, callbackUrl } from '../../domain/authorization.ts';
import type { Callback, CallbackListener, OpenCallback } from '../../ports/callback-listener.ts';
import { callbackPage } from './callback-page.ts';

/** No other interface: what comes over the network is not the browser of this computer. */
const LOOPBACK = '127.0.0.1';
/** Of a request with its headers; X's codes have some 100 characters. */
const MOST_BYTES = 8_192;

/**
 * The loopback end of a sign-in (RFC 8252, section 7.3). One answer with the right state ends it; everything else
 * is refused and changes nothing, so that no page of the browser can end a sign-in, or slip in a code of its own.
 */
export function createCallbackListener(): CallbackListener {
  return {
    open: async (ports, state) => {
      for (const port of ports) {
        const opened = await listen(port, state);
        if (opened) return opened;
      }
      return undefined;
    },
  };
}

async function listen(port: number, state: string): Promise<OpenCallback | undefined> {
  let settle: (callback: Callback) => void = () => undefined;
  const callback = new Promise<Callback>((resolve) => {
    settle = resolve;
  });
  let isAnswered = false;
  const server = createServer({ maxHeaderSize: MOST_BYTES }, (request, response) => {
    const found = isAnswered ? undefined : readCallback(request, port, state);
    if (!found) return answer(response, 400, 'stranger');
    isAnswered = true;
    answer(response, 200, 'code' in found ? 'received' : 'refused');
    settle(found);
  });
  if (!(await isListening(server, port))) return undefined;
  return { port, callback, close: () => closed(server) };
}

/** What belongs to this sign-in and to nothing else; undefined for all other requests. */
function readCallback(request: IncomingMessage, port: number, state: string): Callback | undefined {
  const { method, url = '', headers } = request;
  // A name that was made to lead here (DNS rebinding) shows in the header.
  if (method !== 'GET' || headers.host !== `${LOOPBACK}:${port}`) return undefined;
  if (!URL.canParse(url, callbackUrl(port))) return undefined;
  const { pathname, searchParams } = new URL(url, callbackUrl(port));
  if (pathname !== CALLBACK_PATH || !isSame(searchParams.get('state') ?? '', state)) return undefined;
  const error = searchParams.get('error');
  if (error) return { error };
  const code = searchParams.get('code');
  return code ? { code } : undefined;
}

/** Takes the same time whatever differs; hashed first, as the comparison needs equal lengths. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

function answer(response: ServerResponse, status: number, kind: Parameters<typeof callbackPage>[0]): void {
  const { headers, body } = callbackPage(kind);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function isListening(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => resolve(true));
  });
}

/** An answer that is being written is finished; whoever only holds a line open is cut off. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  });
}
