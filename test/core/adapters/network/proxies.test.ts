import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readCaFile } from '../../../../core/adapters/network/ca-file.ts';
import { parseProxy, proxyName } from '../../../../core/adapters/network/proxy-server.ts';
import { environmentHops, isLoopback, pacHops } from '../../../../core/adapters/network/system-proxy.ts';
import { AUTHORITY, AUTHORITY_NAME, SIGNED } from '../../../fakes/authority.ts';

type Hops = ReturnType<typeof pacHops>;
const names = (hops: Hops): readonly string[] =>
  hops.map((hop) => (hop.kind === 'proxy' ? proxyName(hop.proxy) : hop.kind));

describe('the address of a proxy', () => {
  test.each([
    ['proxy.example:3128', 'http://proxy.example:3128', '', ''],
    ['http://proxy.example', 'http://proxy.example:80', '', ''],
    ['https://proxy.example', 'https://proxy.example:443', '', ''],
    ['http://[::1]:8080', 'http://[::1]:8080', '', ''],
    ['http://me:p%40ss%3A1@proxy:1', 'http://proxy:1', 'me', 'p@ss:1'],
  ])('%s', (text, server, user, password) => {
    expect(parseProxy(text)).toEqual({ kind: 'proxy', server, user, password });
  });

  test.each([
    ['', /no address/],
    ['http://', /no address/],
    ['socks5://proxy:1080', /SOCKS/],
    ['ftp://proxy:21', /http or https/],
    ['http://proxy:1/path', /ends with its port/],
    ['http://a:%zz@proxy:1', /encode/],
  ])('"%s" is none', (text, problem) => {
    expect(parseProxy(text)).toEqual({ kind: 'problem', problem: expect.stringMatching(problem) });
  });
});

test.each([
  ['DIRECT', ['direct']],
  ['', ['direct']],
  ['PROXY a:1; HTTPS b:2; SOCKS c:3;DIRECT', ['a:1', 'https://b:2', 'unusable', 'direct']],
])('the system says "%s"', (answer, expected) => expect(names(pacHops(answer))).toEqual(expected));

describe('the environment says', () => {
  const HTTPS_PROXY = 'http://proxy:1';
  test.each([
    [{}, 'direct'],
    [{ HTTPS_PROXY }, 'proxy:1'],
    [{ HTTPS_PROXY, https_proxy: 'http://lower:2' }, 'lower:2'],
    [{ ALL_PROXY: 'all:3' }, 'all:3'],
    [{ HTTP_PROXY: 'plain:4' }, 'plain:4'],
    [{ ALL_PROXY: 'socks5h://all:3' }, 'unusable'],
    [{ HTTPS_PROXY, NO_PROXY: '*' }, 'direct'],
    [{ HTTPS_PROXY, NO_PROXY: 'x.com' }, 'direct'],
    [{ HTTPS_PROXY, no_proxy: 'a.b, .X.com' }, 'direct'],
    [{ HTTPS_PROXY, NO_PROXY: 'api.x.com:443' }, 'direct'],
    [{ HTTPS_PROXY, NO_PROXY: 'api.x.com:80' }, 'proxy:1'],
    [{ HTTPS_PROXY, NO_PROXY: 'evilx.com,pi.x.com,x.com.org' }, 'proxy:1'],
  ])('%o', (env, expected) => {
    expect(names(environmentHops(new URL('https://api.x.com/2'), env))).toEqual([expected]);
  });
});

test.each([
  ['https://localhost', true],
  ['https://127.9.0.1', true],
  ['https://[::1]:1', true],
  ['https://localhost.evil.org', false],
  ['https://127.0.0.1.evil.org', false],
])('%s is this computer: %s', (url, expected) => expect(isLoopback(new URL(url))).toBe(expected));

describe('a file of authorities', () => {
  const written = (content: string | Buffer): string => {
    const folder = mkdtempSync(join(tmpdir(), 'perch-ca-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'ca');
    writeFileSync(file, content);
    return file;
  };
  const der = Buffer.from(AUTHORITY.replace(/-----[^-]+-----|\s/g, ''), 'base64');

  test.each([
    ['PEM', AUTHORITY, 1],
    ['PEM with words around it', `# ours\n${AUTHORITY}\n# theirs\n${AUTHORITY}`, 2],
    ['DER', der, 1],
  ])('%s', (_what, content, count) => {
    const read = readCaFile(written(content));
    expect(read).toMatchObject({ kind: 'certificates', names: Array(count).fill(AUTHORITY_NAME) });
  });

  test.each([
    ['an empty one', '', /holds no certificate/],
    ['a text', 'hello', /holds no certificate/],
    ['a damaged one', AUTHORITY.replace('MII', 'AAA'), /damaged/],
    ['half a one', `${AUTHORITY}\n${AUTHORITY.replace('MII', 'AAA')}`, /damaged/],
    ['a key', `${AUTHORITY}${SIGNED.key}`, /private key/],
  ])('%s is refused in words', (_what, content, problem) => {
    expect(readCaFile(written(content))).toEqual({
      kind: 'problem',
      problem: expect.stringMatching(problem),
    });
  });

  test('so is what is no file', () => {
    expect(readCaFile('/no/such')).toMatchObject({ problem: expect.stringMatching(/There is no file/) });
    expect(readCaFile(tmpdir())).toMatchObject({ problem: expect.stringMatching(/is a folder/) });
  });
});
