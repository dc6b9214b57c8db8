import type { Home } from '../host/home.ts';
import type { CliContext } from './context.ts';
import { perchVersion } from './version.ts';

/** Opens the home that the environment names for `use`, and closes it whatever happens. */
export async function withHome<T>(context: CliContext, use: (home: Home) => Promise<T>): Promise<T> {
  const home = await openCliHome(context);
  try {
    return await use(home);
  } finally {
    home.close();
  }
}

/** The same for what changes something. @throws StoreError `sealed` when the posts are in force elsewhere */
export async function withHomeToChange<T>(context: CliContext, use: (home: Home) => Promise<T>): Promise<T> {
  return withHome(context, async (home) => {
    const { refuseSealed } = await import('../service/seal-guard.ts');
    await refuseSealed(home.store.settings);
    return use(home);
  });
}

/** For commands that decide themselves when to close it. @throws StoreError */
export async function openCliHome(context: CliContext): Promise<Home> {
  const { openHome } = await import('../host/home.ts');
  return openHome({
    path: await homePath(context),
    version: perchVersion(),
    log: await cliLog(context),
    by: 'cli',
    storage: context.env['PERCH_STORAGE'],
  });
}

export async function homePath({ env }: CliContext): Promise<string> {
  const { resolveHome } = await import('../host/home.ts');
  return resolveHome(env, process.platform);
}

/** Only what is amiss, unless PERCH_LOG asks for more: the command itself says what it did. */
async function cliLog({ env }: CliContext) {
  const { createLog, parseLogLevel, stderrSink } = await import('../adapters/system/log.ts');
  const { createSystemClock } = await import('../adapters/system/clock.ts');
  const { connectionSecrets } = await import('../adapters/azure/connection.ts');
  return createLog({
    clock: createSystemClock(),
    level: parseLogLevel(env['PERCH_LOG'], 'warn'),
    sinks: [stderrSink()],
    secrets: () => connectionSecrets(env['PERCH_STORAGE'] ?? ''),
  });
}
