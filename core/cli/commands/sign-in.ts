import { readFile } from 'node:fs/promises';
import { fingerprintKeys } from '../../adapters/x/keys.ts';
import { type AppKeys, missingScopes, SIGN_IN_LIMIT } from '../../domain/authorization.ts';
import { signInSentence } from '../../domain/sign-in-problem.ts';
import { adoptAccount } from '../../host/connections.ts';
import type { Home } from '../../host/home.ts';
import { openSecrets } from '../../host/secrets.ts';
import { keepSignIn, type SignInParts, signInParts } from '../../host/sign-in.ts';
import type { SignInWay } from '../../host/sign-in-notes.ts';
import {
  beginPin,
  finishPin,
  type SignedIn,
  type SignInResult,
  signInByBrowser,
} from '../../service/sign-in.ts';
import { cliEnvironment } from '../accounts.ts';
import type { Answer, CliContext } from '../context.ts';
import { failure, misuse } from '../failure.ts';
import { withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';
import { onStopSignal } from '../signals.ts';
import { toView } from './accounts.ts';

export type SignInOptions = {
  readonly clientId?: string;
  readonly pin?: boolean;
  readonly keysFile?: string;
};

/** Signs in at X; keys are kept only when X has said whose they are. */
export async function accountsSignIn(context: CliContext, options: SignInOptions): Promise<Answer> {
  const { clientId = '', pin = false, keysFile } = options;
  if (pin === (clientId !== '')) throw misuse('Choose one way: --client-id ID, or --pin with --keys-file.');
  if (clientId !== '' && !/^[\w-]{10,100}$/.test(clientId))
    throw misuse('That is no Client ID of X: copy it from “Keys and tokens” of your app, under OAuth 2.0.');
  const app = pin ? await readAppKeys(keysFile) : undefined;
  const { apiBaseUrl } = cliEnvironment(context);
  return withHomeToChange(context, async (home) => {
    const parts = signInParts(apiBaseUrl, home.clock, home.network);
    const stop = onStopSignal();
    try {
      const result = app
        ? await byPin(context, parts, app, stop.signal)
        : await byBrowser(context, { ...parts, clock: home.clock }, clientId, stop.signal);
      return await keep(home, expectSignedIn(result), app ? 'pin' : 'browser');
    } finally {
      stop.dispose();
    }
  });
}

function byBrowser(
  { io }: CliContext,
  deps: SignInParts & Pick<Home, 'clock'>,
  clientId: string,
  signal: AbortSignal,
): Promise<SignInResult> {
  const open = (url: string): void =>
    void io
      .err(`Open this page in the browser of this computer and agree there, within 5 minutes:\n\n${url}\n\n`)
      .catch(() => undefined);
  return signInByBrowser({ ...deps, open }, clientId, signal);
}

async function byPin(
  { io }: CliContext,
  { authorizer }: SignInParts,
  app: AppKeys,
  signal: AbortSignal,
): Promise<SignInResult> {
  const begun = await beginPin(authorizer, app, signal);
  if (begun.kind === 'problem') return begun;
  const question = `Open this page in any browser, agree there, and type the PIN that it shows:\n\n${begun.attempt.url}\n\nPIN: `;
  const pin = await io.line(question, AbortSignal.any([signal, AbortSignal.timeout(SIGN_IN_LIMIT)]));
  if (signal.aborted) return { kind: 'problem', problem: { code: 'cancelled' } };
  if (pin === undefined) throw failure('no-pin', 'No PIN came on standard input: run it again and type it.');
  return finishPin(authorizer, app, begun.attempt, pin, signal);
}

/** Keys never belong on the command line, where others could read them. */
async function readAppKeys(file: string | undefined): Promise<AppKeys> {
  const shape = '{"appKey":"…","appSecret":"…"}';
  if (file === undefined)
    throw misuse(
      `--pin needs --keys-file with ${shape}: the API key and its secret, from “Keys and tokens”.`,
    );
  const { appKey, appSecret } = parseObject(await readFile(file, 'utf8'));
  if (typeof appKey !== 'string' || typeof appSecret !== 'string')
    throw failure('bad-keys', `What ${file} holds is not ${shape}: write it so and try again.`);
  return { appKey, appSecret };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function expectSignedIn(result: SignInResult): SignedIn {
  if (result.kind === 'signed-in') return result;
  throw failure(result.problem.code, signInSentence(result.problem));
}

async function keep(home: Home, signedIn: SignedIn, way: SignInWay): Promise<Answer> {
  const { store, accounts, clock, service, path, vault } = home;
  const { keys, who, scopes } = signedIn;
  const deps = { path, vault, clock, secrets: openSecrets(path) };
  const account = await adoptAccount(
    {
      accounts: store.accounts,
      clock,
      openAccount: service.openAccount,
      keepKeys: () => keepSignIn(deps, signedIn, way),
    },
    who,
    { kind: 'x', keysFingerprint: fingerprintKeys(keys) },
  );
  // So that posts can be written for it while a shared storage is away.
  await accounts.list();
  const missing = scopes ? missingScopes(scopes) : [];
  const lacks = missing.includes('media.write')
    ? ' X did not give the right to attach media (media.write): sign in again to ask for it.'
    : '';
  return answer(
    { account: toView(account), displayName: who.displayName, ...(scopes && { scopes, missing }) },
    `Signed in as @${account.name} (${who.displayName}).${lacks}`,
  );
}
