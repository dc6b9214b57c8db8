import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { unpacked } from '../../build/package/pack.ts';
import { closeDisplay, commandFor, eventually, newHome, openDisplay } from '../e2e/fixtures.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const { executable: packed } = unpacked('release');

/** The release as a person starts it. `ended` has its exit code. */
async function start(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const command = await commandFor(newHome(), { packed, args, env });
  const child = spawn(command.executable, command.args, {
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      output += data.toString();
    });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    output: () => output,
    ready: () =>
      eventually(`a ready Perch (it wrote: ${output})`, () => output.includes('Perch is ready') || undefined),
  };
}

describe('the release', () => {
  test('starts, and ends in order', async () => {
    const perch = await start();
    await perch.ready();
    perch.child.kill('SIGTERM');
    expect(await perch.ended).toBe(0);
  });

  test.each([
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect=0',
    '--inspect-brk=0',
  ])('refuses %s, and opens no port meanwhile', async (port) => {
    const perch = await start([port]);
    expect(await Promise.race([perch.ended, perch.ready()])).toBe(1);
    expect(perch.output()).toContain(`Start it without ${port.replace(/=.*/, '')}.`);
    expect(perch.output()).not.toMatch(/listening on/);
    expect(perch.output()).not.toContain('Perch is ready');
  });

  test('takes no such switch from behind "--", where a link is', async () => {
    const perch = await start(['--', 'perch://compose?text=--inspect', '--remote-debugging-port=0']);
    await perch.ready();
    expect(perch.output()).not.toMatch(/listening on/);
  });

  test('is not to be had as a bare Node', async () => {
    const perch = await start(['-e', 'console.log("bare node")'], { ELECTRON_RUN_AS_NODE: '1' });
    await perch.ready();
    expect(perch.output()).not.toContain('bare node');
  });

  test('does not even read what the environment has for Node', async () => {
    const evil = join(newHome(), 'evil.cjs');
    writeFileSync(evil, 'console.log("code of somebody else");');
    const perch = await start([], { NODE_OPTIONS: `--require ${evil}` });
    await perch.ready();
    expect(perch.output()).not.toContain('code of somebody else');
    // Without the fuse it would weigh them, refuse this one, and say so.
    expect(perch.output()).not.toContain('NODE_OPTION');
  });

  test.skipIf(process.platform === 'darwin')('takes no app but its archive', async () => {
    const resources = join(dirname(packed), 'resources');
    const [archive, aside] = [join(resources, 'app.asar'), join(resources, 'app.asar.aside')];
    renameSync(archive, aside);
    mkdirSync(join(resources, 'app'));
    onTestFinished(() => {
      rmSync(join(resources, 'app'), { recursive: true });
      renameSync(aside, archive);
    });
    writeFileSync(join(resources, 'app/package.json'), '{"main":"main.js"}');
    writeFileSync(join(resources, 'app/main.js'), 'console.log("another app"); process.exit(0);');
    const perch = await start();
    expect(await perch.ended).toBe(1);
    expect(perch.output()).not.toContain('another app');
  });
});
