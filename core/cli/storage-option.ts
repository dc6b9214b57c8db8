import { openSecrets } from '../host/secrets.ts';
import { chosenStorage } from '../host/storage-choice.ts';
import type { CliContext } from './context.ts';
import { misuse } from './failure.ts';

const ENV = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;

/**
 * A storage as an option names it: `local`, a connection string, `-` for standard input or `env:NAME`. What it
 * holds is a secret, so no message repeats it.
 */
export async function readStorageOption(context: CliContext, option: string, given: string): Promise<string> {
  const text = (await textOf(context, option, given)).trim();
  if (text === '') throw misuse(`${option} is empty: give local or a connection string.`);
  return text;
}

/** The value itself, or what standard input or an environment variable holds: it may be a secret. */
export async function textOf(
  { io, env }: CliContext,
  option: string,
  given: string,
  what = 'the connection string',
): Promise<string> {
  if (given === '-') {
    const input = await io.input();
    if (input === undefined) throw misuse(`${option} - reads ${what} from standard input: pipe it in.`);
    return input;
  }
  const name = ENV.exec(given)?.[1];
  if (name === undefined) return given;
  const value = env[name];
  if (value === undefined) throw misuse(`${option}: there is no environment variable ${name}.`);
  return value;
}

/** The storage that the home uses. */
export const currentStorage = ({ env }: CliContext, home: string): string =>
  chosenStorage(openSecrets(home), env).storage;
