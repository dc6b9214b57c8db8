import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron } from 'playwright-core';
import { startSessionBus } from '../../build/display.ts';
import { ROOT } from '../../build/project.mjs';
import { openSandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { closeDisplay, commandFor, eventually, launchPerch, openDisplay } from '../e2e/fixtures.ts';
import { textField } from '../e2e/screen.ts';
import { startFakeTrayHost } from '../fakes/tray-host.ts';
import { round } from './figures.ts';
import { fill } from './many-posts.ts';
import { cpuTimeOf, memoryOf, processTree, roleOf } from './processes.ts';

const POSTS = 1_000;
/** What a start still does in the background, ms. */
const SETTLE = 30_000;
const WATCH = 60_000;

/** What the tray promises: % of one CPU, and memory as a multiple of that of an app with nothing but a tray. */
const PROMISED = { cpu: 0.2, memory: 1.25 } as const;

type CleanUps = (() => Promise<void> | void)[];
type Figures = {
  readonly memory: number;
  readonly cpu: number;
  readonly load: number;
  readonly processes: readonly { readonly role: string; readonly memory: number; readonly cpuMs: number }[];
};

/** Perch in the tray without a window, between two measurements of an Electron app with nothing but a tray. */
export async function measureTray(): Promise<unknown> {
  if (process.platform !== 'linux') throw new Error('This bench reads /proc: run it on Linux.');
  await openDisplay();
  const bus = await startSessionBus();
  try {
    await startFakeTrayHost(bus.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
    const before = await measured((cleanUps) => startBare(bus.env, cleanUps));
    const perch = await measured((cleanUps) => startPerch(bus.env, cleanUps));
    const after = await measured((cleanUps) => startBare(bus.env, cleanUps));
    return report(perch, [before, after]);
  } finally {
    await bus.stop();
    await closeDisplay();
  }
}

function report(perch: Figures, bare: readonly Figures[]) {
  const ratio = round(perch.memory / (bare.reduce((sum, { memory }) => sum + memory, 0) / bare.length));
  const row = (name: string, { memory, cpu, load }: Figures) => ({ name, memory, cpu, load: round(load) });
  console.table([row('Perch', perch), ...bare.map((figures) => row('only a tray', figures))]);
  console.table(perch.processes);
  console.table(bare[0]?.processes);
  const kept = { memory: ratio <= PROMISED.memory, cpu: perch.cpu <= PROMISED.cpu };
  console.log(`memory: ${ratio} times that of an app with nothing but a tray`, { promised: PROMISED, kept });
  return { posts: POSTS, ratio, promised: PROMISED, kept, perch, bare };
}

async function measured(start: (cleanUps: CleanUps) => Promise<number>): Promise<Figures> {
  const cleanUps: CleanUps = [];
  try {
    const pid = await start(cleanUps);
    await sleep(SETTLE);
    const before = new Map(processTree(pid).map((each) => [each, cpuTimeOf(each)]));
    await sleep(WATCH);
    const processes = [...before].map(([each, cpu]) => ({
      role: roleOf(each),
      memory: memoryOf(each),
      cpuMs: round(cpuTimeOf(each) - cpu),
    }));
    const sum = (of: 'memory' | 'cpuMs') => processes.reduce((total, each) => total + each[of], 0);
    const cpu = round((100 * sum('cpuMs')) / WATCH);
    return { memory: round(sum('memory')), cpu, load: loadavg()[0] ?? 0, processes };
  } finally {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  }
}

const BARE = `const { app, Menu, nativeImage, Tray } = require('electron');
app.whenReady().then(() => {
  const pixels = Buffer.alloc(24 * 24 * 4, 200);
  globalThis.tray = new Tray(nativeImage.createFromBitmap(pixels, { width: 24, height: 24 }));
  globalThis.tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]));
});
app.on('window-all-closed', () => {});`;

type Env = Readonly<Record<string, string>>;

/** Driven in the same way as Perch, so that what that costs is on both sides. */
async function startBare(env: Env, cleanUps: CleanUps): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'perch-bare-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }));
  writeFileSync(join(folder, 'package.json'), '{"name":"bare","main":"main.cjs"}');
  writeFileSync(join(folder, 'main.cjs'), BARE);
  const command = await commandFor(folder, { env });
  const args = [
    ...command.args.filter((arg) => arg !== ROOT),
    folder,
    `--user-data-dir=${join(folder, 'data')}`,
  ];
  const electron = await _electron.launch({ executablePath: command.executable, args, env: command.env });
  const child = electron.process();
  cleanUps.push(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  });
  return child.pid ?? 0;
}

/** With an account on an X outside of it, and its window opened and closed. */
async function startPerch(env: Env, cleanUps: CleanUps): Promise<number> {
  const x = await openSandbox({ file: ':memory:' });
  cleanUps.push(x.close);
  const keys = { PERCH_X_KEYS: JSON.stringify(x.keys), PERCH_X_API_URL: x.url };
  const perch = await launchPerch({ env: { ...env, ...keys }, atEnd: (cleanUp) => cleanUps.push(cleanUp) });
  const page = await perch.window();
  await textField(page).waitFor({ timeout: 60_000 });
  await page.getByText(`@${x.account.username}`).first().waitFor({ timeout: 60_000 });
  await fill(perch.home, { count: POSTS, past: 0 });
  await page.close();
  await eventually('no window', () =>
    perch.electron
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
      .then((windows) => windows === 0 || undefined),
  );
  return perch.pid;
}
