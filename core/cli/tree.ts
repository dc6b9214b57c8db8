import type { Command } from 'commander';
import type { CliContext, CommandResult } from './context.ts';

/** Runs what a command line asked for. `command` is what commander made of it, global options included. */
export type Execute = (
  command: Command,
  run: (context: CliContext) => Promise<CommandResult>,
) => Promise<void>;

/** Adds a subcommand with what all have in common. */
export type Declare = (spec: string, summary: string) => Command;

/** For subcommands of `parent`. Each takes --json itself, so that a text that says "--json" stays a text. */
export function declareOn(parent: Command): Declare {
  return (spec, summary) =>
    parent
      .command(spec)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
      .option('--json', 'print one JSON document and nothing else on stdout')
      .helpOption('-h, --help', 'show help')
      .allowExcessArguments(false);
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
