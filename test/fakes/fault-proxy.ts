import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export type ProxiedRequest = { readonly method: string; readonly path: string; readonly body: string };
type Reply = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

export type Fault =
  /** The connection ends before the service hears of it. */
  | { readonly kind: 'drop-before' }
  /** The service does it, and its answer is lost. */
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'busy-before' }
  /** The service does it, and the answer is 503. */
  | { readonly kind: 'busy-after' }
  /** No answer until the proxy is closed. */
  | { readonly kind: 'hang' }
  /** RST before the service hears of it. */
  | { readonly kind: 'reset' }
  /** Another answer in place of the service's. */
  | { readonly kind: 'answer'; readonly reply: Reply };

/** How far a request has come: nobody but the proxy has it, the service has done it, the client has the answer. */
export type Stage = 'arrived' | 'applied' | 'answered';

/**
 * Sees every stage of every request, which goes on when it resolves. The fault that it gives for one that has
 * just arrived comes before those that are planned.
 */
export type Witness = (stage: Stage, request: ProxiedRequest) => Promise<Fault | undefined>;

export type FaultProxy = {
  readonly port: number;
  /** Everything that came, in order; empty it to count anew. */
  readonly requests: ProxiedRequest[];
  /** The next `times` requests that match get the fault. */
  readonly fail: (matches: (request: ProxiedRequest) => boolean, fault: Fault, times?: number) => void;
  /** No more faults. */
  readonly heal: () => void;
  readonly close: () => Promise<void>;
};

const BLIND: Witness = () => Promise.resolve(undefined);

/** Stands between an SDK and Azurite, counts and breaks what it is told to. */
export async function startFaultProxy(target: number, witness: Witness = BLIND): Promise<FaultProxy> {
  const requests: ProxiedRequest[] = [];
  const plans: { matches: (request: ProxiedRequest) => boolean; fault: Fault; left: number }[] = [];
  const agent = new Agent({ keepAlive: true });

  const planned = (asked: ProxiedRequest): Fault | undefined => {
    const plan = plans.find(({ matches, left }) => left > 0 && matches(asked));
    if (plan) plan.left -= 1;
    return plan?.fault;
  };
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const asked = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      body: await textOf(incoming),
    };
    requests.push(asked);
    const fault = (await witness('arrived', asked)) ?? planned(asked);
    switch (fault?.kind) {
      case 'hang':
        return;
      case 'drop-before':
        outgoing.destroy();
        return;
      case 'reset':
        incoming.socket.resetAndDestroy();
        return;
      case 'busy-before':
        return answer(outgoing, BUSY);
      case 'answer':
        return answer(outgoing, fault.reply);
      default:
    }
    const reply = await forward(incoming, asked.body);
    await witness('applied', asked);
    outgoing.once('finish', () => void witness('answered', asked));
    if (fault?.kind === 'drop-after') outgoing.destroy();
    else answer(outgoing, fault?.kind === 'busy-after' ? BUSY : reply);
  }

  async function forward(incoming: IncomingMessage, body: string): Promise<Reply> {
    const { method, url: path, headers } = incoming;
    const sent = request({ host: '127.0.0.1', port: target, method, path, headers, agent });
    sent.end(body);
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    return {
      status: reply.statusCode ?? 0,
      headers: reply.headers as Record<string, string>,
      body: await textOf(reply),
    };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    port: address.port,
    requests,
    fail: (matches, fault, times = 1) => plans.push({ matches, fault, left: times }),
    heal: () => plans.splice(0),
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const BUSY: Reply = {
  status: 503,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ 'odata.error': { code: 'ServerBusy', message: { value: 'Server busy' } } }),
};

function answer(outgoing: ServerResponse, { status, headers, body }: Reply): void {
  const { 'transfer-encoding': _chunked, 'content-length': _length, ...rest } = headers;
  outgoing.writeHead(status, rest);
  outgoing.end(body);
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
