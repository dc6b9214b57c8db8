import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { leash } from './leash.ts';
import { say } from './project.mjs';
import { hasTool } from './system-libraries.ts';

/** A service in the background: what a program needs in its environment to use it, and its end. */
export type Service = {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

const NOTHING: Service = { env: {}, stop: async () => {} };

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Starts a server that writes its address as one line to file descriptor 3. */
async function startServer(command: string, args: readonly string[]) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // Out of reach of Ctrl-C: the windows on the display have to close first.
    detached: true,
  });
  const failed = Promise.race([
    once(child, 'error').then(([error]) => Promise.reject(error)),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${code}`))),
  ]);
  const line = once(child.stdio[3] as Readable, 'data').then(([data]) => String(data).trim());
  const address = await Promise.race([line, failed]).catch((error: Error) => {
    throw new Error(`${command} did not start: ${error.message}.`);
  });
  failed.catch(() => {});
  leash(child);
  return { address, stop: () => stopProcess(child) };
}

/** Starts a virtual X display on a free number. */
export async function startXvfb(): Promise<Service> {
  const screen = ['-screen', '0', '1280x800x24', '-nolisten', 'tcp'];
  const { address, stop } = await startServer('Xvfb', ['-displayfd', '3', ...screen]);
  return { env: { DISPLAY: `:${address}` }, stop };
}

/**
 * Starts a D-Bus session, for tray and notifications; without a D-Bus daemon it does nothing. `config`: a file that
 * says what it is to allow, instead of the system's.
 */
export async function startSessionBus(config?: string): Promise<Service> {
  if (!hasTool('dbus-daemon')) return NOTHING;
  const kind = config === undefined ? '--session' : `--config-file=${config}`;
  const args = [kind, '--nofork', '--nopidfile', '--print-address=3'];
  const { address, stop } = await startServer('dbus-daemon', args);
  return { env: { DBUS_SESSION_BUS_ADDRESS: address }, stop };
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** What a window needs on this machine: nothing on a desktop, otherwise a virtual display and session bus. */
export async function ensureDisplay(): Promise<Service> {
  if (hasDisplay()) return NOTHING;
  if (!hasTool('Xvfb')) {
    throw new Error('There is no display. Start this in a desktop session, or install Xvfb (Debian: xvfb).');
  }
  say('There is no display: using a virtual one (Xvfb).');
  const services = [
    await startXvfb(),
    process.env['DBUS_SESSION_BUS_ADDRESS'] ? NOTHING : await startSessionBus(),
  ];
  return {
    env: Object.assign({}, ...services.map((service) => service.env)),
    stop: async () => {
      await Promise.all(services.map((service) => service.stop()));
    },
  };
}

/** Runs `work` with the environment of a display, and ends what was started for it. */
export async function withDisplay<T>(work: (env: Service['env']) => Promise<T>): Promise<T> {
  const display = await ensureDisplay();
  try {
    return await work(display.env);
  } finally {
    await display.stop();
  }
}
