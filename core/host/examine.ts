import type { LocalStore } from '../adapters/sqlite/open.ts';
import { bad, type Finding, note, ok } from '../domain/finding.ts';
import { sealSentence } from '../domain/seal.ts';
import { inOutage } from '../ports/store-error.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import { azureTicks } from './azure-ticks.ts';
import type { Home } from './home.ts';
import type { SignIn } from './keys.ts';
import { caFindings, type NetworkExamination, wayToStorage, wayToX } from './network-findings.ts';
import { secretsFinding } from './secrets-finding.ts';
import { signInWords } from './sign-in-words.ts';
import { LOCAL_STORAGE } from './storage-choice.ts';

/** What is looked at, and how it is come by. */
export type Examination = NetworkExamination & {
  /** The home's folder. */
  readonly path: string;
  /** Of the program itself: its version, its environment. */
  readonly about: readonly Finding[];
  /** @throws whatever `describe` can put into words */
  readonly open: () => Promise<Home>;
  readonly describe: (error: unknown) => { readonly code: string; readonly message: string };
  /** Those of real accounts, not of the sandbox. @throws StoreError */
  readonly keys: () => readonly AccountKeys[];
  /** Undefined: they do not end, or it is not known here. */
  readonly signIn: (keys: AccountKeys) => SignIn | undefined;
};

/** Looks at everything that publishing needs, in the order in which it is needed. */
export async function examine(examination: Examination): Promise<readonly Finding[]> {
  const { about, path, describe } = examination;
  const opened = await openOrWhy(examination);
  if (!('home' in opened)) return [...about, ...(await homeFindings(examination, opened.complaint))];
  const { home } = opened;
  try {
    return [
      ...about,
      ok('Home', path),
      ...(await storageFindings(examination, home)),
      ...(await sealFindings(home)),
      secretsFinding(path, describe),
      await workerRunning(home),
      await accounts(home),
      ...(await signIns(examination, home)),
      ...caFindings(examination),
      ...(await reachX(examination)),
    ];
  } finally {
    home.close();
  }
}

async function openOrWhy({ open, describe }: Examination) {
  try {
    return { home: await open() };
  } catch (error) {
    return { complaint: describe(error) };
  }
}

/** Why it could not be opened, told of the part that is to blame. */
async function homeFindings(
  { path, storage, network }: Examination,
  { code, message }: { readonly code: string; readonly message: string },
): Promise<readonly Finding[]> {
  if (code === 'unwritable') return [bad('Home', message)];
  const isLocal = storage === '' || storage === LOCAL_STORAGE;
  return [ok('Home', path), ...(isLocal ? [bad('Database', message)] : await azureTicks(storage, network))];
}

/** The services of a shared storage; when one of them is not well, also what is in the way to it. */
async function storageFindings(examination: Examination, { storage }: Home): Promise<readonly Finding[]> {
  if (storage.kind === 'local') return [database(storage.store, examination)];
  const ticks = await azureTicks(examination.storage, examination.network);
  const isWell = ticks.every(({ state }) => state === 'ok');
  return isWell ? ticks : [...(await wayToStorage(examination)), ...ticks];
}

/** Posts that are in force elsewhere. */
async function sealFindings({ store }: Home): Promise<readonly Finding[]> {
  const seal = await store.settings.seal().catch(inOutage(() => undefined));
  return seal ? [bad('Posts', sealSentence(seal))] : [];
}

function database(store: LocalStore, { describe }: Examination): Finding {
  try {
    store.checkIntegrity();
    return ok('Database', 'Whole and readable.');
  } catch (error) {
    return bad('Database', describe(error).message);
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
    `None is running and ${open === 1 ? '1 post waits' : `${open} posts wait`}: open Perch or run \`perch worker\`.`,
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
async function signIns(
  { keys: readKeys, signIn: signInOf }: Examination,
  home: Home,
): Promise<readonly Finding[]> {
  const { store, clock } = home;
  const known = await store.accounts.list().catch(inOutage(() => []));
  return readKeys().flatMap((keys) => {
    const signIn = signInOf(keys);
    if (!signIn) return [];
    const account = known.find(({ keysFingerprint }) => keysFingerprint === signIn.fingerprint);
    const who = account ? `@${account.name}: ` : 'Not used yet. ';
    const isHeld = account?.gate.state === 'held' && account.gate.reason === 'auth';
    return isHeld
      ? [note('Sign-in', `${who}X did not accept it: sign in again.`)]
      : [ok('Sign-in', who + signInWords(signIn, clock.now()))];
  });
}

async function reachX(examination: Examination): Promise<readonly Finding[]> {
  if (examination.keys().length > 0) return wayToX(examination);
  return [
    note('X', 'Not needed: there are no keys, posts go to the sandbox.'),
    note('Clock', 'Not compared.'),
  ];
}
