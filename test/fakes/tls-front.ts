import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { SIGNED } from './authority.ts';

/** TLS, with a certificate of the test authority, before a server that speaks none. @returns its port */
export async function openTlsFront(port: number): Promise<number> {
  const sockets = new Set<TLSSocket>();
  const server = createServer(SIGNED, (socket) => {
    sockets.add(socket);
    const onward = connect(port, '127.0.0.1');
    for (const end of [socket, onward]) end.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
    socket.on('close', () => onward.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}
