import { Command } from 'commander';
import { declareAccountCommands } from './tree/accounts.ts';
import { declarePostCommands } from './tree/posts.ts';
import { declareSettingsCommands } from './tree/settings.ts';
import { declareSlotCommands } from './tree/slots.ts';
import { declareStorageCommands } from './tree/storage.ts';
import { declareTransferCommands } from './tree/transfer.ts';
import { declareWorkerCommands } from './tree/workers.ts';
import { declareOn, type Execute } from './tree.ts';

const EXAMPLES = `
Examples:
  perch add --text "Good morning" --at "tomorrow 9am"
  perch add --text "One" --text "Two, a reply to it" --at 2027-03-01T09:00 --zone Europe/London
  perch list --status scheduled,retrying
  perch import posts.csv --dry-run
  perch worker

Without an X account, posts go to a sandbox on this machine. Data lives in PERCH_HOME.
Every command takes --json. Exit codes: 0 done, 1 failed or refused, 2 not understood.`;

/** The whole command line as commander knows it. The commands themselves are loaded only when they run. */
export function createProgram(version: string, execute: Execute): Command {
  const program = new Command('perch')
    .description('Schedules posts to X and gets every one of them out once, on time.')
    .version(version, '-V, --version', 'show the version')
    .option('--json', 'print one JSON document and nothing else on stdout')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .addHelpText('after', EXAMPLES);
  declarePostCommands(declareOn(program), execute);
  declareTransferCommands(declareOn(program), execute);
  declareWorkerCommands(declareOn(program), execute);
  declareSlotCommands(declareOn(program), execute);
  declareSettingsCommands(declareOn(program), execute);
  declareAccountCommands(declareOn(program), execute);
  declareStorageCommands(declareOn(program), execute);
  return program;
}
