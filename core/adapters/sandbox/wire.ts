import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Reply } from './http.ts';
import type { Timers } from './timers.ts';

/** Whether nobody waits for the answer any more. */
export function isGone(res: ServerResponse): boolean {
  return res.destroyed || !res.socket || res.socket.destroyed;
}

export function send(res: ServerResponse, reply: Reply): void {
  if (isGone(res)) return;
  start(res, reply, Buffer.byteLength(reply.body));
  res.end(reply.body);
}

/** RST: the client gets ECONNRESET. */
export function reset(res: ServerResponse): void {
  res.socket?.resetAndDestroy();
}

/** FIN before anything was answered. */
export function close(res: ServerResponse): void {
  res.socket?.destroy();
}

/** Part of the body, never all of it, then FIN. */
export function cut(res: ServerResponse, reply: Reply, bytes: number): void {
  if (isGone(res)) return;
  const whole = Buffer.from(reply.body);
  start(res, reply, whole.length);
  const end = (): void => {
    res.socket?.end();
  };
  const part = whole.subarray(0, Math.min(bytes, whole.length - 1));
  if (part.length > 0) res.write(part, end);
  else {
    res.flushHeaders();
    end();
  }
}

/** Byte by byte; `beforeLast` runs when all but one byte are out. */
export async function dribble(
  res: ServerResponse,
  reply: Reply,
  {
    ms,
    timers,
    beforeLast,
  }: { readonly ms: number; readonly timers: Timers; readonly beforeLast: () => Promise<unknown> },
): Promise<void> {
  if (isGone(res)) return;
  const whole = Buffer.from(reply.body);
  start(res, reply, whole.length);
  res.flushHeaders();
  for (let at = 0; at < whole.length; at++) {
    if (!(await timers.sleep(ms)) || isGone(res)) return;
    if (at === whole.length - 1) await beforeLast();
    res.write(whole.subarray(at, at + 1));
  }
  res.end();
}

export function sendDamagedGzip(res: ServerResponse, reply: Reply): void {
  if (isGone(res)) return;
  const packed = gzipSync(reply.body);
  // Behind the 10 bytes of the header, so that it begins as gzip and then is none.
  packed.fill(0xff, 10, 20);
  start(res, { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' } }, packed.length);
  res.end(packed);
}

function start(res: ServerResponse, { status, headers }: Reply, length: number): void {
  res.sendDate = false;
  res.writeHead(status, { ...headers, 'content-length': String(length) });
}
