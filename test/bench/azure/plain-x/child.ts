// The fastest X there can be, in a process of its own: it keeps nothing but when each text came.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** X counts its ids from this instant. */
const EPOCH = 1_288_834_974_657;
const arrivals: { text: string; at: number }[] = [];
let made = 0n;

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

async function create(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = Date.now();
  const { text } = (await json(request)) as { text: string };
  arrivals.push({ text, at });
  const id = ((BigInt(at - EPOCH) << 22n) + (made++ % (1n << 22n))).toString();
  answer(response, 201, { data: { id, text, edit_history_tweet_ids: [id] } });
}

/** An access token begins with the id of its user, as X's own do. */
function whoAmI(request: IncomingMessage, response: ServerResponse): void {
  const id = /oauth_token="(\d+)/.exec(request.headers.authorization ?? '')?.[1];
  if (id === undefined) answer(response, 401, { title: 'Unauthorized', status: 401 });
  else answer(response, 200, { data: { id, name: `Bench ${id}`, username: `bench${id}` } });
}

const server = createServer((request, response) => {
  const { method, url = '' } = request;
  if (method === 'POST' && url === '/2/tweets') void create(request, response);
  else if (url.startsWith('/2/users/me')) whoAmI(request, response);
  else if (url === '/arrivals') answer(response, 200, arrivals.splice(0));
  else answer(response, 404, { title: 'Not Found', status: 404 });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
