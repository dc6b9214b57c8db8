import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { say } from './project.mjs';

/** Loaded while running, so they are not among what the executable itself names. */
const LOADED_LATER = ['libnotify.so.4'];

/** Tools of a machine without a display, by the package that has them. */
const TOOLS = { Xvfb: 'xvfb', 'dbus-daemon': 'dbus-daemon' } as const;

/** Together with what they depend on, everything that Electron needs on Debian. */
const LIBRARY_PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libnotify4'];

/** Looks a program up in PATH. */
export function hasTool(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`));
}

function output(command: string, args: readonly string[]): string {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
}

function missingLibraries(executable: string): string[] {
  const named = output('ldd', [executable]).matchAll(/^\s*(\S+) => not found/gm);
  const known = output('/sbin/ldconfig', ['-p']);
  const later = known === '' ? [] : LOADED_LATER.filter((name) => !known.includes(name));
  return [...Array.from(named, ([, name = '']) => name), ...later];
}

function missingTools(): string[] {
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return [];
  return Object.keys(TOOLS).filter((name) => !hasTool(name));
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && hasTool('apt-get');
}

function apt(args: readonly string[]): boolean {
  const { status } = spawnSync('apt-get', ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

/** Newer Debian renamed some libraries when time became 64 bits wide. */
function currentName(name: string): string {
  return output('apt-cache', ['--names-only', 'search', `^${name}t64$`]).trim() === '' ? name : `${name}t64`;
}

function installPackages(names: readonly string[]): boolean {
  const lists = '/var/lib/apt/lists';
  const known = existsSync(lists) && readdirSync(lists).some((file) => file.includes('_Packages'));
  if (!known) apt(['update']);
  const install = () => apt(['install', '--no-install-recommends', ...names.map(currentName)]);
  return install() || (known && apt(['update']) && install());
}

/** True when the program is there, after Debian's package of it was installed if need be and possible. */
export function ensureTool(program: string, debianPackage: string): boolean {
  if (hasTool(program)) return true;
  if (!canInstall()) return false;
  say(`Installing ${debianPackage} (for ${program})…`);
  return installPackages([debianPackage]) && hasTool(program);
}

/** Makes sure that Electron can load and, without a display, that there is a virtual one. */
export function ensureSystemLibraries(executable: string): void {
  if (process.platform !== 'linux') return;
  const missing = [...missingLibraries(executable), ...missingTools()];
  if (missing.length === 0) return;
  const packages = [...LIBRARY_PACKAGES, ...Object.values(TOOLS)];
  if (!canInstall()) {
    say(`Missing: ${missing.join(', ')}. On Debian: sudo apt-get install ${packages.join(' ')}`);
    return;
  }
  say(`Installing system libraries (missing: ${missing.join(', ')})…`);
  if (!installPackages(packages)) {
    throw new Error(
      `The system packages could not be installed: ${packages.join(' ')}. See apt's message above.`,
    );
  }
}
