import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SandboxError } from './errors.ts';

/** The only address that is listened on. */
const LOOPBACK = '127.0.0.1';

export type Listener = { readonly url: string; close(): Promise<void> };

/** @throws SandboxError `port-taken`, `port-refused` */
export async function listen(
  port: number,
  onRequest: (req: IncomingMessage, res: ServerResponse) => void,
): Promise<Listener> {
  const server = createServer(onRequest);
  try {
    await started(server, port);
  } catch (error) {
    throw portError(port, error);
  }
  const { port: actual } = server.address() as AddressInfo;
  return { url: `http://${LOOPBACK}:${actual}`, close: () => closed(server) };
}

function started(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portError(port: number, error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} is taken by another program: choose another one, or none for a free one.`;
    return new SandboxError('port-taken', message, error);
  }
  if (code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT') {
    const message = `Port ${port} cannot be used: choose one from 1024 to 65535, or none for a free one.`;
    return new SandboxError('port-refused', message, error);
  }
  return error;
}
