import type { Command } from 'commander';
import type { MoveOptions } from '../commands/storage.ts';
import { type Declare, declareOn, type Execute } from '../tree.ts';

const MOVE = `
WHERE is local, a connection string of Azure Storage, - to read one from standard input, or env:NAME
to take it from an environment variable. A connection string is a secret: other users of this machine
can read a command line, so prefer the last two.

The posts are moved from the storage that PERCH_STORAGE names. Stop this computer's worker and app
first; workers elsewhere stop publishing by themselves. If it is interrupted, run it again: it goes on.
Nothing is sent from either side until everything is there and compared.`;

/** Commands about where posts are kept. */
export function declareStorageCommands(declare: Declare, execute: Execute): void {
  const storage = declare('storage', 'show, test or move where posts are kept').enablePositionalOptions();
  const declareSub = declareOn(storage);
  const show = (_: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/storage.ts')).storageShow(context));
  storage.action(show);
  declareSub('show', 'say where posts are kept, and how many').action(show);
  declareSub('test', 'try each service of an Azure storage')
    .option('--connection <string>', 'instead of PERCH_STORAGE; - for standard input, or env:NAME')
    .action((options: { readonly connection?: string }, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/storage.ts')).storageTest(context, options),
      ),
    );
  declareSub('move', 'move everything to another storage')
    .option('--to <where>', 'local, a connection string, - or env:NAME')
    .option('--dry-run', 'only say what would be moved')
    .option('--undo', 'give up a move that is not finished; the posts stay where they were')
    .addHelpText('after', MOVE)
    .action((options: MoveOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/storage.ts')).storageMove(context, options),
      ),
    );
}
