import { type PerchEnvironment, readEnvironment } from '../host/environment.ts';
import { defaultAccount, identifyAccount } from '../host/headless.ts';
import type { Home } from '../host/home.ts';
import type { CliContext } from './context.ts';
import { failure } from './failure.ts';

/** What the PERCH_ variables ask for. @throws Failure when one of them cannot be used */
export function cliEnvironment({ env }: Pick<CliContext, 'env'>): PerchEnvironment {
  const environment = readEnvironment(env);
  const [problem] = environment.problems;
  if (problem !== undefined) throw failure('bad-environment', problem);
  return environment;
}

/** The account of a new post: the one that was named, else the default one of the home. */
export async function accountFor(
  context: CliContext,
  home: Home,
  named: string | undefined,
): Promise<string> {
  const environment = cliEnvironment(context);
  if (named === undefined) return (await defaultAccount(home, environment)).name;
  const name = accountName(named);
  const isKnown = (await home.store.accounts.get(name)) !== undefined;
  // The keys of the environment become an account only when somebody asks for it.
  if (!isKnown && environment.account) await identifyAccount(home, environment.account);
  return name;
}

/** Without the @ that people write in front. */
export function accountName(text: string): string {
  return text.trim().replace(/^@/, '');
}
