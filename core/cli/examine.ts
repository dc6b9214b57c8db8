import { createSystemClock } from '../adapters/system/clock.ts';
import { bad, type Finding, ok } from '../domain/finding.ts';
import { readEnvironment } from '../host/environment.ts';
import { type Examination, examine as examineHome } from '../host/examine.ts';
import { realAccountKeys, signInOf } from '../host/keys.ts';
import { openNetwork } from '../host/network.ts';
import { openSecrets } from '../host/secrets.ts';
import { chosenStorage, LOCAL_STORAGE } from '../host/storage-choice.ts';
import type { CliContext } from './context.ts';
import { complaintOf } from './failure.ts';
import { homePath, openCliHome } from './home.ts';

const NODE = [20, 18] as const;

export async function examine(context: CliContext): Promise<readonly Finding[]> {
  return examineHome(await examinationOf(context));
}

async function examinationOf(context: CliContext): Promise<Examination> {
  const path = await homePath(context);
  const secrets = openSecrets(path);
  const env = readEnvironment(context.env);
  return {
    path,
    about: [nodeVersion(), environment(context)],
    open: () => openCliHome(context),
    describe: complaintOf,
    keys: () => realAccountKeys(secrets, env),
    signIn: (keys) => signInOf(secrets, keys),
    storage: readable(() => chosenStorage(secrets, context.env).storage, LOCAL_STORAGE),
    apiBaseUrl: env.apiBaseUrl,
    network: openNetwork(path, context.env),
    system: 'environment',
    clock: createSystemClock(),
  };
}

/** What cannot be read is told of with the file that keeps it. */
function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
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
