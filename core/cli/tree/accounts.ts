import type { Command } from 'commander';
import { CALLBACK_URLS } from '../../domain/authorization.ts';
import type { SignInOptions } from '../commands/sign-in.ts';
import { type Declare, declareOn, type Execute } from '../tree.ts';

const KEYS = `
The keys are JSON, from standard input or a file: {"appKey":"…","appSecret":"…","accessToken":"…","accessSecret":"…"}
for OAuth 1.0a, {"clientId":"…","refreshToken":"…","accessToken":"…"} for OAuth 2 (and "clientSecret" if the app has
one). They never belong on the command line, where others could read them. Only one machine may use an OAuth 2
sign-in: its tokens change with every use.

The app seals keys with the keyring of the system, and only the app can open those. A command cannot seal: what it
adds lies in secrets.json, readable by you only, until the app is started next. Where the app keeps the keys, commands
that talk to X themselves need PERCH_X_KEYS.`;

const SIGN_IN = `
--client-id prints the address of a page of X, on stderr, and waits up to 5 minutes for the browser of this computer
to come back. The app needs the type "Native App" and these callback URLs, letter by letter:
${CALLBACK_URLS.map((url) => `  ${url}`).join('\n')}
On another computer forward one of the ports first, such as with ssh -L 17871:127.0.0.1:17871.
--pin takes the PIN from standard input, typed or piped, within the same time. Nothing is ever asked for twice: what
does not work ends with exit code 1 and says what to do.`;

/** Commands about X accounts. */
export function declareAccountCommands(declare: Declare, execute: Execute): void {
  const accounts = declare('accounts', 'list, add, remove or test accounts').enablePositionalOptions();
  const declareSub = declareOn(accounts);
  const list = (_: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/accounts.ts')).accountsList(context));
  accounts.action(list);
  declareSub('list', 'list them').action(list);
  declareSub('add', 'add the account that keys belong to')
    .option('--keys-file <file>', 'read the keys from this file instead of standard input')
    .addHelpText('after', KEYS)
    .action((options: { readonly keysFile?: string }, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/accounts.ts')).accountsAdd(context, options),
      ),
    );
  declareSub('sign-in', 'sign in at X by the browser, or by a PIN')
    .option('--client-id <id>', 'by the browser of this computer; the Client ID of your X app (OAuth 2)')
    .option('--pin', 'by a PIN that X shows in any browser (OAuth 1.0a)')
    .option('--keys-file <file>', 'for --pin: read {"appKey":"…","appSecret":"…"} from this file')
    .addHelpText('after', SIGN_IN)
    .action((options: SignInOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/sign-in.ts')).accountsSignIn(context, options),
      ),
    );
  declareSub('remove <name>', 'remove an account and its keys')
    .option('--force', 'although it has posts to send')
    .action((name: string, options: { readonly force?: boolean }, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/accounts.ts')).accountsRemove(context, name, options),
      ),
    );
  declareSub('test [name]', 'ask X whose keys they are, and let held posts go on').action(
    (name: string | undefined, _: unknown, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/accounts.ts')).accountsTest(context, name),
      ),
  );
}
