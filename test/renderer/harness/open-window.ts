import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import type { Scenario } from './scenario.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DIST = join(ROOT, 'dist/renderer');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** The policy that main sends with the page. */
export function policy(nonce: string): string {
  const style = `style-src 'self' 'nonce-${nonce}'`;
  const none = ['connect', 'worker', 'object', 'frame'].map((kind) => `${kind}-src 'none'`).join('; ');
  const rest =
    "img-src 'self' data: blob:; media-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return `default-src 'none'; script-src 'self'; ${style}; ${none}; ${rest}; require-trusted-types-for 'script'; trusted-types 'none'`;
}

export type WindowOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly file?: string;
};

export type Harness = {
  /** The built page over a fake host, under the policy that it is shipped with. */
  open(
    scenario: Scenario,
    options?: WindowOptions,
  ): Promise<Page & { violations(): Promise<readonly string[]> }>;
  close(): Promise<void>;
};

export async function startHarness(executablePath = '/usr/bin/chromium'): Promise<Harness> {
  const host = await bundleFakeHost();
  const { address, close } = await serve();
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  return {
    open: async (scenario, { width = 1440, height = 900, dark = false, file = '' } = {}) => {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        timezoneId: 'Europe/London',
      });
      const script = `globalThis.scenario = ${JSON.stringify(scenario)};\nglobalThis.cspViolations = [];
        addEventListener('securitypolicyviolation', (e) => cspViolations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile));\n${host}`;
      await page.addInitScript({ content: script });
      await page.goto(address + file);
      return Object.assign(page, {
        violations: () => page.evaluate('cspViolations') as Promise<readonly string[]>,
      });
    },
    close: async () => {
      await browser.close();
      close();
    },
  };
}

async function bundleFakeHost(): Promise<string> {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: join(import.meta.dirname, 'fake-host.ts'),
        formats: ['iife'],
        name: 'fakeHost',
        fileName: 'fake-host',
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('The fake host was not bundled.');
  return output.output[0].code;
}

const MEDIA = '/media/';

/** A landscape in colours that go with the hash. */
function pictureOf(hash: string): Buffer {
  const hue = (Number.parseInt(hash.slice(0, 2), 16) * 47) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" viewBox="0 0 12 8">
    <rect width="12" height="8" fill="hsl(${hue} 60% 70%)"/><circle cx="9" cy="2" r="1" fill="#fff8"/>
    <path d="M0 8V6l3-3 3 3 2-2 4 3v1z" fill="hsl(${hue} 50% 40%)"/></svg>`;
  return Buffer.from(svg);
}

async function serve(): Promise<{ address: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const body = path.startsWith(MEDIA)
      ? pictureOf(path.slice(MEDIA.length))
      : await readFile(join(DIST, path)).catch(() => undefined);
    const nonce = crypto.randomUUID();
    response.writeHead(body ? 200 : 404, {
      'content-type': path.startsWith(MEDIA) ? 'image/svg+xml' : (TYPES[extname(path)] ?? 'text/plain'),
      'content-security-policy': policy(nonce),
    });
    response.end(extname(path) === '.html' ? body?.toString().replace('__CSP_NONCE__', nonce) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
