import { connect, createServer, type Socket } from 'node:net';

/** The only way to a server on this machine; it can be cut and mended. */
export type NetworkLine = {
  readonly url: string;
  /** Connections end, and new ones are refused. */
  cut(): Promise<void>;
  mend(): Promise<void>;
};

/** @param target URL of the server */
export async function startNetworkLine(target: string): Promise<NetworkLine> {
  const { hostname, port: targetPort } = new URL(target);
  const sockets = new Set<Socket>();
  const hold = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return socket.on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    const far = hold(connect(Number(targetPort), hostname));
    hold(near).pipe(far).pipe(near);
  });
  const listen = (port: number): Promise<number> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    mend: async () => {
      await listen(port);
    },
  };
}
