import type { Command } from 'commander';
import type { SettingsOptions } from '../commands/settings.ts';
import { type Declare, declareOn, type Execute } from '../tree.ts';

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
    .action((options: SettingsOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/settings.ts')).settingsSet(context, options),
      ),
    );
}
