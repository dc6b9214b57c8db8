import type { Home } from '../host/home.ts';
import { inOutage } from '../ports/store-error.ts';
import type { CliContext } from './context.ts';
import { perchVersion } from './version.ts';

/** Opens the home that the environment names for `use`, and closes it whatever happens. */
export async function withHome<T>(context: CliContext, use: (home: Home) => Promise<T>): Promise<T> {
  const home = await openCliHome(context);
  try {
    await bringOutbox(home);
    return await use(home);
  } finally {
    home.close();
  }
}

/** What was saved here while the shared storage was away goes there as soon as somebody gets through. */
async function bringOutbox({ storage, outbox, sync, log }: Home): Promise<void> {
  if (storage.kind === 'local' || outbox.list().length === 0) return;
  await sync.once().catch((error: unknown) => log.info('the outbox waits', { error: String(error) }));
}

/** The same for what changes something. @throws StoreError `sealed` when the posts are in force elsewhere */
export async function withHomeToChange<T>(context: CliContext, use: (home: Home) => Promise<T>): Promise<T> {
  return withHome(context, async (home) => {
    const { refuseSealed } = await import('../service/seal-guard.ts');
    // A storage that is away cannot say; what is saved here meanwhile is asked about again when it goes there.
    await refuseSealed(home.store.settings).catch(inOutage(() => undefined));
    return use(home);
  });
}

/** For commands that decide themselves when to close it. @throws StoreError */
export async function openCliHome(context: CliContext): Promise<Home> {
  const { openHome } = await import('../host/home.ts');
  const { chosenStorage } = await import('../host/storage-choice.ts');
  const { openNetwork } = await import('../host/network.ts');
  const { openSecrets } = await import('../host/secrets.ts');
  const { ensureHome } = await import('../adapters/system/home.ts');
  const path = ensureHome(await homePath(context));
  return openHome({
    path,
    version: perchVersion(),
    log: await cliLog(context, path),
    by: 'cli',
    storage: chosenStorage(openSecrets(path), context.env).storage,
    network: openNetwork(path, context.env),
  });
}

export async function homePath({ env }: CliContext): Promise<string> {
  const { resolveHome } = await import('../host/home.ts');
  return resolveHome(env, process.platform);
}

/** Only what is amiss, unless PERCH_LOG asks for more: the command itself says what it did. */
async function cliLog({ env }: CliContext, path: string) {
  const { createLog, parseLogLevel, stderrSink } = await import('../adapters/system/log.ts');
  const { createSystemClock } = await import('../adapters/system/clock.ts');
  const { storageSecrets } = await import('../host/storage-choice.ts');
  const { networkSecrets } = await import('../host/network-choice.ts');
  const { accountSecrets } = await import('../host/keys.ts');
  const { readEnvironment } = await import('../host/environment.ts');
  const { openSecrets } = await import('../host/secrets.ts');
  const secrets = openSecrets(path);
  const fixed = [...storageSecrets(secrets, env), ...networkSecrets(path, secrets, env)];
  const environment = readEnvironment(env);
  return createLog({
    clock: createSystemClock(),
    level: parseLogLevel(env['PERCH_LOG'], 'warn'),
    sinks: [stderrSink()],
    // Tokens rotate meanwhile.
    secrets: () => [...fixed, ...accountSecrets(secrets, environment)],
  });
}
