import type { Command } from 'commander';
import { type Declare, declareOn, type Execute } from '../tree.ts';

const KEYS = `
The keys are JSON, from standard input or a file: {"appKey":"…","appSecret":"…","accessToken":"…","accessSecret":"…"}
for OAuth 1.0a, {"clientId":"…","refreshToken":"…","accessToken":"…"} for OAuth 2 (and "clientSecret" if the app has
one). They never belong on the command line, where others could read them. Only one machine may use an OAuth 2
sign-in: its tokens change with every use.

The app seals keys with the keyring of the system, and only the app can open those. A command cannot seal: what it
adds lies in secrets.json, readable by you only, until the app is started next. Where the app keeps the keys, commands
that talk to X themselves need PERCH_X_KEYS.`;

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
