import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { kindOf, type Service } from './request-kind.ts';

/** Requests by kind. */
export type Tally = Readonly<Record<string, number>>;

export type Counter = {
  /** Everything since the last `restart`, the largest first. */
  readonly tally: () => Tally;
  readonly total: () => number;
  readonly restart: () => void;
  /** Requests that came and whose answer is not out yet. */
  readonly inFlight: () => number;
  /** Resolves when nothing was asked for `ms` in a row, or after `limit`. */
  readonly quiet: (ms: number, limit: number) => Promise<void>;
};

export type CountingProxies = Counter & {
  readonly ports: Readonly<Record<Service, number>>;
  readonly close: () => void;
};

const SERVICES: readonly Service[] = ['table', 'queue', 'blob'];

/** Stands before the three services of a storage account and counts; it changes nothing. */
export async function startCountingProxies(
  targets: Readonly<Record<Service, number>>,
): Promise<CountingProxies> {
  const counts = new Map<string, number>();
  let flying = 0;
  let latest = performance.now();
  const watch: Watch = {
    came: () => flying++,
    went: () => flying--,
    count: (kind) => {
      latest = performance.now();
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
  };

  const proxies = await Promise.all(
    SERVICES.map(async (service) => [service, await startProxy(service, targets[service], watch)] as const),
  );
  return {
    ports: Object.fromEntries(proxies.map(([service, { port }]) => [service, port])) as Record<
      Service,
      number
    >,
    tally: () => Object.fromEntries([...counts].sort(([, a], [, b]) => b - a)),
    total: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    restart: () => counts.clear(),
    inFlight: () => flying,
    quiet: async (ms, limit) => {
      const end = performance.now() + limit;
      while (performance.now() < Math.min(end, latest + ms)) await pause(10);
    },
    close: () => {
      for (const [, proxy] of proxies) proxy.close();
    },
  };
}

type Watch = {
  readonly came: () => void;
  readonly went: () => void;
  readonly count: (kind: string) => void;
};

async function startProxy(service: Service, target: number, { came, went, count }: Watch) {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    came();
    outgoing.once('close', went);
    void serve(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const body = await buffer(incoming);
    count(kindOf(service, { method, url, body: body.toString() }));
    const sent = request({ host: '127.0.0.1', port: target, method, path: url, headers, agent });
    sent.end(body);
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    outgoing.writeHead(reply.statusCode ?? 0, reply.headers);
    reply.pipe(outgoing);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    port: address.port,
    close: () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
