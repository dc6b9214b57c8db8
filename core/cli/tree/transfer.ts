import { type Command, Option } from 'commander';
import { DATE_ORDERS } from '../../domain/import-layout.ts';
import type { ExportOptions } from '../commands/export.ts';
import type { ImportOptions } from '../commands/import.ts';
import type { Declare, Execute } from '../tree.ts';

const IMPORT = `
A .csv file needs the header text,at,zone or text,at,zone,account (text2, text3 ... hold the further
parts of a thread). "at" is ISO 8601: with an offset or Z an instant, else wall time in "zone".
"repeat" ("weekly on mon, fri") and "until" (2027-12-31) may be given as well.
Files of Buffer and Hootsuite are known by their columns. Of any other CSV say what its columns are:
--map text=Message,at="Send at" (or date=, time=, zone=, account=, link=), by their names or numbers.
A row of such a file without a time comes in as a draft.
A .json file holds what \`perch list --json\` prints.

Good rows are added, bad ones are listed and left out (exit code 1). Importing again adds nothing
twice: a row with an id is known by it, any other by its account, instant and texts, and by how many
rows of the file say the same.`;

const EXPORT = `
CSV: a text that a spreadsheet would run as a formula gets an apostrophe in front and the row a mark
in the column "guard"; \`perch import\` takes it off again, so that every text comes back as it was.
Of a series the waiting post has its rule; only JSON keeps which posts of the past belong to it.`;

const BACKUP = `
Posts with their history, accounts, settings, poison messages and media, with a checksum. It may be
written while a worker runs.`;

const RESTORE = `
No worker may run from this home meanwhile. What is here already stays as it is, what was published
stays published, and a post that was due since the backup was made is not sent before you ask for it.
Restore where no other Perch publishes the same posts. Killed on its way, the same command goes on.`;

/** Commands that bring posts in and out. */
export function declareTransferCommands(declare: Declare, execute: Execute): void {
  declare('import <file>', 'add the posts of a .csv or .json file')
    .option('--dry-run', 'only say what would happen; needs no account')
    .option('--account <name>', 'account of rows that name none')
    .option('--zone <zone>', 'IANA zone of rows that name none')
    .option('--map <columns>', 'what the columns of a CSV file are: text=Message,at=When')
    .addOption(
      new Option('--dates <order>', 'order of the numbers in its dates, when they do not tell').choices([
        ...DATE_ORDERS,
      ]),
    )
    .addHelpText('after', IMPORT)
    .action((file: string, options: ImportOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/import.ts')).importFile(context, file, options),
      ),
    );
  declare('export', 'write all posts, to be imported again')
    .addOption(new Option('--format <format>', 'json or csv').choices(['json', 'csv']).default('json'))
    .option('--output <file>', 'into a file instead of stdout')
    .addHelpText('after', EXPORT)
    .action((options: ExportOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/export.ts')).exportPosts(context, options),
      ),
    );
  declare('backup <file>', 'write everything but keys into one file')
    .addHelpText('after', BACKUP)
    .action((file: string, _options: unknown, command: Command) =>
      execute(command, async (context) => (await import('../commands/backup.ts')).backup(context, file)),
    );
  declare('restore-backup <file>', 'bring a backup in beside what is here')
    .addHelpText('after', RESTORE)
    .action((file: string, _options: unknown, command: Command) =>
      execute(command, async (context) => (await import('../commands/backup.ts')).restore(context, file)),
    );
}
