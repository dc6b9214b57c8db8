// The floor that lateness is compared with: one setTimeout per instant, one plain POST each, nothing stored.
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

const { url, dues } = JSON.parse(await text(process.stdin)) as { url: string; dues: readonly number[] };

async function post(due: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
  const sent = request(`${url}/2/tweets?due=${due}`, { method: 'POST', agent: false });
  sent.end('{}');
  const [response] = await once(sent, 'response');
  response.resume();
}

await Promise.all(dues.map(post));
