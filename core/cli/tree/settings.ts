import type { Command } from 'commander';
import type { SettingsOptions } from '../commands/settings.ts';
import { type Declare, declareOn, type Execute } from '../tree.ts';

const PROXY = `
--proxy system is what HTTPS_PROXY, ALL_PROXY and NO_PROXY say; in the app it is the proxy of the system. A proxy
that wants a sign-in is given as user:password@host:port; other users of this machine can read a command
line, so pipe it in (--proxy -) or take it from an environment variable (--proxy env:NAME). SOCKS is not supported.
Proxy and file are of this computer; the other settings hold for all that use the storage.
\`perch doctor\` says what is in the way.`;

/** Commands about what holds for all posts. */
export function declareSettingsCommands(declare: Declare, execute: Execute): void {
  const settings = declare('settings', 'show or set what holds for all posts').enablePositionalOptions();
  const declareSub = declareOn(settings);
  const show = (_: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/settings.ts')).settingsShow(context));
  settings.action(show);
  declareSub('show', 'show them').action(show);
  declareSub('set', 'change them; running workers follow')
    .option(
      '--late-window <length>',
      'how long after its time a post may still go out, unless it says so itself',
    )
    .option(
      '--catch-up-gap <length>',
      'between posts whose time passed while Perch slept or was off; 0s: none',
    )
    .option(
      '--spend-cap <usd>',
      'what posts may cost in a month (UTC); what would exceed it waits; off: no cap',
    )
    .option('--proxy <proxy>', 'how this computer gets out: system, none, host:port, -, or env:NAME')
    .option('--ca-file <file>', 'trust the certificate authorities of this file as well; none: of no file')
    .addHelpText('after', PROXY)
    .action((options: SettingsOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/settings.ts')).settingsSet(context, options),
      ),
    );
}
