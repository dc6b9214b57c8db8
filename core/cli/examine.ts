import type { LocalStore } from '../adapters/sqlite/open.ts';
import { sealSentence } from '../domain/seal.ts';
import { SECOND } from '../domain/time.ts';
import { readEnvironment } from '../host/environment.ts';
import type { Home } from '../host/home.ts';
import { realAccountKeys, signInOf } from '../host/keys.ts';
import { openSecrets } from '../host/secrets.ts';
import { chosenStorage, LOCAL_STORAGE } from '../host/storage-choice.ts';
import { inOutage } from '../ports/store-error.ts';
import { azureTicks } from './azure-ticks.ts';
import type { CliContext } from './context.ts';
import { complaintOf } from './failure.ts';
import { plural } from './format.ts';
import { homePath, openCliHome } from './home.ts';
import { secretsFinding } from './secrets-finding.ts';
import { signInWords } from './sign-in-words.ts';

/** `note`: could not or need not be looked at. */
export type Finding = {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'bad';
  readonly message: string;
};

const NODE = [20, 18] as const;
/** X refuses OAuth signatures whose time is off by more than five minutes; long before that, times are wrong. */
const MAX_SKEW = 30 * SECOND;
const ASK_LIMIT = 5 * SECOND;

const ok = (name: string, message: string): Finding => ({ name, state: 'ok', message });
const note = (name: string, message: string): Finding => ({ name, state: 'note', message });
const bad = (name: string, message: string): Finding => ({ name, state: 'bad', message });

export async function examine(context: CliContext): Promise<readonly Finding[]> {
  const path = await homePath(context);
  const opened = await openOrWhy(context);
  const before = [nodeVersion(), environment(context)];
  if (!('home' in opened))
    return [...before, ...(await homeFindings(path, opened.complaint, storageOf(path, context)))];
  const { home } = opened;
  try {
    return [
      ...before,
      ok('Home', path),
      ...(await storageFindings(context, home)),
      ...(await sealFindings(home)),
      secretsFinding(path),
      await workerRunning(home),
      await accounts(home),
      ...(await signIns(context, home)),
      ...(await reachX(context, home)),
    ];
  } finally {
    home.close();
  }
}

function storageOf(path: string, { env }: CliContext): string {
  try {
    return chosenStorage(openSecrets(path), env).storage;
  } catch {
    // Told of with the file that keeps the choice.
    return LOCAL_STORAGE;
  }
}

async function openOrWhy(context: CliContext) {
  try {
    return { home: await openCliHome(context) };
  } catch (error) {
    return { complaint: complaintOf(error) };
  }
}

/** Why it could not be opened, told of the part that is to blame. */
async function homeFindings(
  path: string,
  { code, message }: { readonly code: string; readonly message: string },
  storage: string = LOCAL_STORAGE,
): Promise<readonly Finding[]> {
  if (code === 'unwritable') return [bad('Home', message)];
  const isLocal = storage === '' || storage === LOCAL_STORAGE;
  return [ok('Home', path), ...(isLocal ? [bad('Database', message)] : await azureTicks(storage))];
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  return isNew
    ? ok('Node', process.versions.node)
    : bad('Node', `${process.versions.node} is too old: install ${NODE.join('.')} or newer.`);
}

function environment({ env }: CliContext): Finding {
  const { problems } = readEnvironment(env);
  return problems.length === 0
    ? ok('Environment', 'PERCH_ variables are fine.')
    : bad('Environment', problems.join(' '));
}

async function storageFindings(context: CliContext, { path, storage }: Home): Promise<readonly Finding[]> {
  return storage.kind === 'local' ? [database(storage.store)] : azureTicks(storageOf(path, context));
}

/** Posts that are in force elsewhere. */
async function sealFindings({ store }: Home): Promise<readonly Finding[]> {
  const seal = await store.settings.seal().catch(inOutage(() => undefined));
  return seal ? [bad('Posts', sealSentence(seal))] : [];
}

function database(store: LocalStore): Finding {
  try {
    store.checkIntegrity();
    return ok('Database', 'Whole and readable.');
  } catch (error) {
    return bad('Database', complaintOf(error).message);
  }
}

async function workerRunning(home: Home): Promise<Finding> {
  const { health, storage } = await home.overview();
  if (storage.trouble) return note('Worker', 'Not known while the storage cannot be used.');
  const reasons = health.reasons.filter(
    ({ severity }) => severity === 'unhealthy' || severity === 'degraded',
  );
  if (health.processors.length > 0) {
    return reasons.length === 0
      ? ok('Worker', 'Running.')
      : bad('Worker', reasons.map(({ message }) => message).join(' '));
  }
  const open = health.queue.due + health.queue.waiting;
  if (open === 0) return note('Worker', 'None is running, and no post waits.');
  return bad(
    'Worker',
    `None is running and ${plural(open, 'post waits', 'posts wait')}: open Perch or run \`perch worker\`.`,
  );
}

async function accounts({ store }: Home): Promise<Finding> {
  const all = await store.accounts.list().catch(inOutage(() => undefined));
  if (!all) return note('Accounts', 'Not known while the storage cannot be used.');
  if (all.length === 0) return note('Accounts', 'None yet: the first post gets the sandbox account.');
  const held = all.filter(({ gate }) => gate.state === 'held').map(({ name }) => `@${name}`);
  if (held.length > 0)
    return bad(
      'Accounts',
      `${held.join(', ')} cannot post: give new keys or credit, then run \`perch accounts test\`.`,
    );
  return ok(
    'Accounts',
    all.map(({ name, kind }) => `@${name} (${kind === 'x' ? 'X' : 'sandbox'})`).join(', '),
  );
}

/** What OAuth 2 sign-ins of this machine are good for. */
async function signIns({ env }: CliContext, { path, store, clock }: Home): Promise<readonly Finding[]> {
  const known = await store.accounts.list().catch(inOutage(() => []));
  return realAccountKeys(openSecrets(path), readEnvironment(env)).flatMap((keys) => {
    const signIn = signInOf(openSecrets(path), keys);
    if (!signIn) return [];
    const account = known.find(({ keysFingerprint }) => keysFingerprint === signIn.fingerprint);
    const who = account ? `@${account.name}: ` : 'Not used yet. ';
    const isHeld = account?.gate.state === 'held' && account.gate.reason === 'auth';
    return isHeld
      ? [note('Sign-in', `${who}X did not accept it: sign in again.`)]
      : [ok('Sign-in', who + signInWords(signIn, clock.now()))];
  });
}

async function reachX(context: CliContext, { path, clock }: Home): Promise<readonly Finding[]> {
  const environment = readEnvironment(context.env);
  const { apiBaseUrl } = environment;
  if (realAccountKeys(openSecrets(path), environment).length === 0)
    return [
      note('X', 'Not needed: there are no keys, posts go to the sandbox.'),
      note('Clock', 'Not compared.'),
    ];
  try {
    const asked = clock.now();
    const response = await fetch(apiBaseUrl, { signal: AbortSignal.timeout(ASK_LIMIT), redirect: 'manual' });
    await response.body?.cancel();
    return [
      ok('X', `${apiBaseUrl} answers.`),
      clockFinding(response.headers.get('date'), (asked + clock.now()) / 2),
    ];
  } catch {
    return [
      bad('X', `${apiBaseUrl} cannot be reached: check the connection, then run \`perch doctor\` again.`),
      note('Clock', 'Not compared.'),
    ];
  }
}

function clockFinding(header: string | null, now: number): Finding {
  const theirs = Date.parse(header ?? '');
  if (Number.isNaN(theirs)) return note('Clock', 'X did not say its time.');
  const skew = now - theirs;
  if (Math.abs(skew) <= MAX_SKEW) return ok('Clock', 'Agrees with X.');
  const seconds = Math.round(Math.abs(skew) / SECOND);
  return bad(
    'Clock',
    `This machine is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} X: let it set its time from the network.`,
  );
}
