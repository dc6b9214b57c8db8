/** Set by the build (build/targets.ts): true only in the pack that tests drive. */
declare const __DEBUG_PORTS__: boolean;

/** Whoever holds one of these ports holds the window, the sandbox's keys and all posts. */
const DEBUG_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-targets',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'inspect-port',
  'inspect-publish-uid',
  'debug',
  'debug-brk',
  'debug-port',
] as const;

/** The first switch that would open a debug port; undefined when there is none. */
export function debugSwitch(has: (name: string) => boolean): string | undefined {
  return DEBUG_SWITCHES.find(has);
}

type App = { readonly isPackaged: boolean; readonly commandLine: { hasSwitch(name: string): boolean } };

/**
 * Ends an installed Perch that was started with a debug port. Must be the first thing main does: Chromium opens
 * its port only after main has been loaded. (For Node's inspector a fuse is off as well.)
 */
export function refuseDebugPorts(app: App): void {
  if (!app.isPackaged || __DEBUG_PORTS__) return;
  const name = debugSwitch((each) => app.commandLine.hasSwitch(each));
  if (name === undefined) return;
  process.stderr.write(`Perch opens no debug port. Start it without --${name}.\n`);
  process.exit(1);
}
