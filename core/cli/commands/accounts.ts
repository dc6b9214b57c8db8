import { readFile } from 'node:fs/promises';
import { KEYS_SHAPE, parseXKeys } from '../../adapters/x/keys.ts';
import { type Account, type Gate, gateAt } from '../../domain/account.ts';
import { EXPLANATIONS } from '../../domain/explain.ts';
import type { Refusal } from '../../domain/outcome.ts';
import { Secret } from '../../domain/secret.ts';
import { isoUtc } from '../../domain/zone.ts';
import { identifyAccount, sealedSentence } from '../../host/headless.ts';
import type { Home } from '../../host/home.ts';
import { readStoredKeys, sealedAccounts, signInOf, storeKeys } from '../../host/keys.ts';
import { openSecrets } from '../../host/secrets.ts';
import { countSecrets } from '../../host/secrets-state.ts';
import { signInWords } from '../../host/sign-in-words.ts';
import { signOut } from '../../host/sign-out.ts';
import type { AccountKeys } from '../../rpc/worker-messages.ts';
import { accountName, cliEnvironment } from '../accounts.ts';
import type { Answer, CliContext } from '../context.ts';
import { failure, misuse } from '../failure.ts';
import { plural, table } from '../format.ts';
import { withHome, withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';

const OPEN = ['scheduled', 'queued', 'retrying', 'held', 'publishing', 'checking'] as const;

/** The accounts that posts go out under, and whether they can post. */
export async function accountsList(context: CliContext): Promise<Answer> {
  return withHome(context, async ({ store }) => {
    const accounts = await store.accounts.list();
    return answer(accounts.map(toView), () => {
      if (accounts.length === 0)
        return 'No accounts yet: the first post gets the sandbox account, or add one with `perch accounts add`.';
      const rows = accounts.map(({ name, kind, premium, gate }) => [
        `@${name}`,
        kind === 'x' ? 'X' : 'sandbox',
        premium ? 'Premium' : 'standard',
        gateWords(gateAt(gate, context.now())),
      ]);
      return table(['ACCOUNT', 'WHERE', 'KIND', 'STATE'], rows);
    });
  });
}

/** Takes keys from stdin or a file, never from the command line, which other users of the machine can read. */
export async function accountsAdd(
  context: CliContext,
  options: { readonly keysFile?: string },
): Promise<Answer> {
  const source = options.keysFile ?? 'standard input';
  const text =
    options.keysFile === undefined ? await context.io.input() : await readFile(options.keysFile, 'utf8');
  if (text === undefined || text.trim() === '') {
    throw misuse(
      `The keys are missing: give ${KEYS_SHAPE} on standard input, or name a file with --keys-file.`,
    );
  }
  const parsed = parseXKeys(text.trim());
  if (parsed.kind === 'bad')
    throw failure('bad-keys', parsed.problem.replace('PERCH_X_KEYS', `What ${source} holds`));
  const { apiBaseUrl } = cliEnvironment(context);
  return withHomeToChange(context, async (home) => {
    const { keys } = parsed;
    const keepKeys = (name: string): Promise<void> => storeKeys(openSecrets(home.path), name, keys);
    const account = await identifyAccount(
      home,
      { kind: 'x', apiBaseUrl, keys: new Secret(keys) },
      { keepKeys },
    );
    const where = `Added @${account.name}. Its keys are in ${home.path}/secrets.json, readable by you only.`;
    return answer({ account: toView(account), protected: false }, `${where} ${unprotectedWords(home.path)}`);
  });
}

/** The command line has no keyring, and says so. */
function unprotectedWords(home: string): string {
  const { sealed } = countSecrets(openSecrets(home).read());
  return sealed > 0
    ? 'The app keeps keys sealed with the keyring; a command cannot. These lie there unprotected until the app is started next: it seals them then.'
    : 'They are not protected further: the app seals them at its next start if this computer has a keyring.';
}

/** Asks X whose keys they are; an account that was held may post again when X knows it. */
export async function accountsTest(context: CliContext, name: string | undefined): Promise<Answer> {
  return withHomeToChange(context, async (home) => {
    const { keys, close } = await keysToTest(context, home, name);
    try {
      return await test(home, keys, name);
    } finally {
      await close();
    }
  });
}

/** Takes an account and its keys away. Its posts stay in the list. */
export async function accountsRemove(
  context: CliContext,
  given: string,
  options: { readonly force?: boolean },
): Promise<Answer> {
  const name = accountName(given);
  return withHomeToChange(context, async (home) => {
    const { accounts, posts } = home.store;
    if (!(await accounts.get(name))) throw await unknownAccount(home, name);
    const open = (await posts.list({ account: name, status: OPEN, limit: 1_000 })).posts.length;
    if (open > 0 && !options.force) {
      const count = open === 1_000 ? 'at least 1000 posts' : plural(open, 'post');
      throw failure(
        'open-posts',
        `@${name} still has ${count} to send: cancel them first, or remove it all the same with --force.`,
        { openPosts: open },
      );
    }
    const { apiBaseUrl } = cliEnvironment(context);
    const atX = await signOut({ ...home, secrets: openSecrets(home.path), apiBaseUrl }, name);
    await accounts.remove(name);
    const left = open > 0 ? ` ${plural(open, 'post')} of it will be held.` : '';
    const said = SIGNED_OUT[atX];
    return answer({ removed: name, openPosts: open, atX }, `Removed @${name} and its keys.${said}${left}`);
  });
}

/** What became of the sign-in at X. */
const SIGNED_OUT = {
  ended: ' X has ended the sign-in.',
  'not-ended':
    ' X could not be told: end the sign-in under “Connected apps” in the settings of x.com, if you want it gone there too.',
  lasting: '',
} as const;

async function test(home: Home, keys: AccountKeys, name: string | undefined): Promise<Answer> {
  const { connectKeys } = await import('../../host/connect-keys.ts');
  const identity = await connectKeys(keys, home).publisher.identify(name ?? '', AbortSignal.timeout(10_000));
  if (identity.kind === 'unknown') {
    throw failure(identity.refusal.kind, refusalWords(identity.refusal));
  }
  const account = await identifyAccount(home, keys);
  const wasHeld = (await home.store.accounts.get(account.name))?.gate.state === 'held';
  if (wasHeld) await home.service.openAccount(account.name);
  const current = (await home.store.accounts.get(account.name)) ?? account;
  const opened = wasHeld ? ' It was held and may post again.' : '';
  const signIn = signInOf(openSecrets(home.path), keys);
  const ends = signIn && { accessTokenEndsAt: signIn.endsAt === null ? null : isoUtc(signIn.endsAt) };
  return answer(
    { account: toView(current), opened: wasHeld, ...ends },
    `The keys belong to @${identity.name} (user ${identity.userId}).${signIn ? ` ${signInWords(signIn, home.clock.now())}` : ''}${opened}`,
  );
}

/** The same sentence that its posts would get. */
function refusalWords(refusal: Refusal): string {
  const { kind, detail } = refusal;
  const reason = kind === 'auth' || kind === 'credits' ? (refusal.reason ?? kind) : undefined;
  const sentence = reason ? EXPLANATIONS[reason].sentence : 'X did not say whose keys these are.';
  return `${sentence} (${detail}) Check the keys and the connection, then test again.`;
}

type KeysToTest = { readonly keys: AccountKeys; close(): Promise<void> };

async function keysToTest(context: CliContext, home: Home, given: string | undefined): Promise<KeysToTest> {
  const { account, apiBaseUrl } = cliEnvironment(context);
  const secrets = openSecrets(home.path);
  const stored = readStoredKeys(secrets);
  const sealed = sealedAccounts(secrets);
  const close = async () => undefined;
  if (given === undefined && account) return { keys: account, close };
  const name = given === undefined ? Object.keys(stored)[0] : accountName(given);
  const keys = name === undefined ? undefined : stored[name];
  if (keys) return { keys: { kind: 'x', apiBaseUrl, keys: new Secret(keys) }, close };
  const isSealed = name === undefined ? sealed.length > 0 : sealed.includes(name);
  if (isSealed && !account)
    throw failure('sealed-keys', sealedSentence(name === undefined ? sealed : [name]));
  const known = name === undefined ? undefined : await home.store.accounts.get(name);
  if (known?.kind === 'sandbox' || (name === undefined && !account)) return openSandboxKeys(home);
  if (account) return { keys: account, close };
  throw name === undefined
    ? failure('no-keys', 'There are no keys to test: add some with `perch accounts add`.')
    : await unknownAccount(home, name);
}

async function openSandboxKeys(home: Home): Promise<KeysToTest> {
  const { openHomeSandbox, sandboxKeys } = await import('../../host/sandbox.ts');
  const sandbox = await openHomeSandbox(home.path);
  return { keys: sandboxKeys(sandbox), close: () => sandbox.close() };
}

async function unknownAccount({ store }: Home, name: string) {
  const known = (await store.accounts.list()).map((account) => account.name).join(', ') || 'none yet';
  return failure(
    'unknown-account',
    `There is no account "${name.slice(0, 40)}" with keys here (known: ${known}): add it with \`perch accounts add\`.`,
  );
}

/** An account as `--json` shows it. */
export function toView({ name, userId, kind, premium, gate, addedAt }: Account) {
  return { name, userId, kind, premium, gate: gateView(gate), addedAt: isoUtc(addedAt) };
}

function gateView(gate: Account['gate']) {
  switch (gate.state) {
    case 'open':
      return gate;
    case 'held':
      return { ...gate, since: isoUtc(gate.since) };
    case 'throttled':
      return { ...gate, until: isoUtc(gate.until) };
  }
}

function gateWords(gate: Gate): string {
  switch (gate.state) {
    case 'open':
      return 'can post';
    case 'held':
      return `held: ${EXPLANATIONS[gate.reason].sentence}`;
    case 'throttled':
      return `waits until ${isoUtc(gate.until)}`;
  }
}
