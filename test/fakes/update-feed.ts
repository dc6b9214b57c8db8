import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type UpdateFeed = {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** What is published from now on; `sha512`: in place of the file's own. */
  publish(version: string, sha512?: string): void;
  /** It cuts every connection, or does no longer. */
  cut(isCut: boolean): void;
};

/** The releases of a publisher, on loopback. The file is a program. */
export async function openUpdateFeed(program: string): Promise<UpdateFeed> {
  const asked: string[] = [];
  let feed = '';
  let isCut = false;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    asked.push(path);
    if (isCut) return void request.socket.destroy();
    response.end(path.endsWith('.yml') ? feed : program);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    publish: (version, sha512 = createHash('sha512').update(program).digest('base64')) => {
      const file = `perch-${version}.AppImage`;
      feed = [
        `version: ${version}`,
        'files:',
        `  - url: ${file}`,
        `    sha512: ${sha512}`,
        `    size: ${program.length}`,
        `path: ${file}`,
        `sha512: ${sha512}`,
        "releaseDate: '2026-11-21T12:00:00.000Z'",
        "releaseNotes: '<h2>New</h2><ul><li>Posts &amp; more</li></ul>'",
        '',
      ].join('\n');
    },
    cut: (next) => {
      isCut = next;
    },
  };
}
