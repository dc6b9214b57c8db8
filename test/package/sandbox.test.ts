import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { unpacked } from '../../build/package/pack.ts';
import { closeDisplay, commandFor, eventually, newHome, openDisplay } from '../e2e/fixtures.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const { executable } = unpacked('release');
const isLinux = process.platform === 'linux';
/** Chromium has no sandbox for root: then somebody else starts Perch. */
const nobody = isLinux && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const canStart = isLinux && spawnSync('test', ['-x', executable], nobody).status === 0;

type Process = { readonly group: number; readonly title: string; readonly status: string };

/** Of all processes that are there, those that can be read. */
function processes(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const read = (file: string): string => readFileSync(`/proc/${pid}/${file}`, 'utf8');
        const group = Number(
          read('stat')
            .replace(/^.*\) /s, '')
            .split(' ')[2],
        );
        return [{ group, title: read('cmdline'), status: read('status') }];
      } catch {
        return [];
      }
    });
}

// Test drivers start Chromium without its sandbox, so it is looked at from outside.
test.runIf(canStart)(
  'the window is in the sandbox of Chromium: no system calls, no processes but its own',
  async () => {
    const home = newHome();
    if (nobody.uid !== undefined) chownSync(home, nobody.uid, nobody.gid);
    const { env, args } = await commandFor(home, {
      packed: executable,
      env: { HOME: home, XDG_RUNTIME_DIR: home },
    });
    const child = spawn(
      executable,
      args.filter((arg) => arg !== '--no-sandbox'),
      {
        ...nobody,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
        // A group of its own, by which its processes are found.
        detached: true,
      },
    );
    onTestFinished(async () => {
      const ended = once(child, 'exit');
      if (child.exitCode === null) child.kill('SIGTERM');
      if (child.exitCode === null) await ended;
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    await eventually('a ready Perch', () => output.includes('Perch is ready') || undefined);
    const windows = processes().filter(
      ({ group, title }) => group === child.pid && title.includes('--type=renderer'),
    );
    expect(windows).toHaveLength(1);
    const [{ title, status } = { title: '', status: '' }] = windows;
    expect(title).not.toContain('--no-sandbox');
    // 2: a filter of system calls is in force. Its number is another one in each of its namespaces.
    expect(status).toMatch(/^Seccomp:\s*2$/m);
    expect(status).toMatch(/^NSpid:\s*\d+\s+\d+/m);
  },
);
