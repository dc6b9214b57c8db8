import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Service, startSessionBus } from '../../build/display.ts';
import { leash } from '../../build/leash.ts';
import { busPath, connectSessionBus } from '../../electron/session-bus.ts';
import { eventually } from './fixtures.ts';

/** A D-Bus session with GNOME's keyring, of a person who has nothing to do with whoever runs the tests. */
export type KeyringSession = {
  /** For programs that are to use it. */
  readonly env: Service['env'];
  /** As when the person logs in, or types the password. */
  unlock(): Promise<void>;
  lock(): Promise<void>;
  /** The keyring is gone, with what is in it, and another one is there, open. */
  replace(): Promise<void>;
};

const DAEMON = 'gnome-keyring-daemon';
const PASSWORD = 'correct horse';
const SERVICE = 'org.freedesktop.secrets';
const COLLECTION = '/org/freedesktop/secrets/collection/login';

export async function openKeyringSession(): Promise<KeyringSession> {
  const bus = await startQuietBus();
  const address = busPath(bus.env) ?? '';
  let daemon: ChildProcess | undefined;
  const newPerson = (): Service['env'] => {
    const home = newFolder();
    return { ...bus.env, HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home };
  };
  let env = newPerson();

  async function start(): Promise<void> {
    daemon = run();
    leash(daemon);
    await eventually('an open keyring', async () => ((await isLocked()) === false ? true : undefined));
  }

  /** Like PAM at a login: the password comes on standard input. */
  function run(): ChildProcess {
    const child = spawn(DAEMON, ['--unlock', '--components=secrets', '--foreground'], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin?.end(PASSWORD);
    return child;
  }

  async function stop(): Promise<void> {
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    daemon.kill('SIGTERM');
    await once(daemon, 'exit');
  }

  /** Undefined: nobody answers. */
  async function isLocked(): Promise<boolean | undefined> {
    const session = await connectSessionBus(address);
    const property = {
      destination: SERVICE,
      path: COLLECTION,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      arguments: ['org.freedesktop.Secret.Collection', 'Locked'],
    };
    return session
      .call(property)
      .then(
        (body) => body.readUInt32LE(4) === 1,
        () => undefined,
      )
      .finally(session.close);
  }

  onTestFinished(stop);
  await start();
  return {
    env: bus.env,
    unlock: async () => {
      await stop();
      await start();
    },
    lock: async () => {
      const session = await connectSessionBus(address);
      await session.call({
        destination: SERVICE,
        path: '/org/freedesktop/secrets',
        interface: 'org.freedesktop.Secret.Service',
        member: 'Lock',
        arguments: [[COLLECTION]],
      });
      session.close();
    },
    replace: async () => {
      await stop();
      env = newPerson();
      await start();
    },
  };
}

/** Starts no program by itself: none that would ask for a password, and no second keyring. */
const QUIET = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`;

async function startQuietBus(): Promise<Service> {
  const config = join(newFolder(), 'bus.conf');
  writeFileSync(config, QUIET);
  const bus = await startSessionBus(config);
  onTestFinished(bus.stop);
  return bus;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-keyring-'));
  chmodSync(folder, 0o700);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
