import type { Command } from 'commander';
import type { AddOptions } from '../commands/add.ts';
import type { CancelOptions } from '../commands/cancel.ts';
import type { CheckOptions } from '../commands/check.ts';
import type { EditOptions } from '../commands/edit.ts';
import type { ListOptions } from '../commands/list.ts';
import type { RescheduleOptions } from '../commands/reschedule.ts';
import { CONTENT_HELP, declareAudience, declareContent } from '../content-option.ts';
import { collect, type Declare, type Execute } from '../tree.ts';

const WHEN = `
WHEN is ISO 8601 (2027-03-01T09:00, with an offset or Z an instant), a length from now (+90s, +2h)
or plain words ("tomorrow 9am", "fri 14:30"). With add and edit also a slot of the account that is
free: "next slot", "slot after next", "tomorrow's first slot". It is read in --zone, else in the zone of
the account (see perch slots) or of this machine, and always said back.`;

const UNPUBLISH = `
For a post that is published, or a thread that stopped on its way. From the last part to the first; when
something goes wrong, the same command goes on where it stopped. Nothing of the post is sent again.`;

const RESTORE = `
A draft, a failed or a missed post is what it was, a scheduled one goes out at its time. One whose time
has passed is missed and asks. A series that ended with it goes on.`;

const REPEAT = `
A repeat keeps its time of day in its zone, also when clocks change: where they skip it, the post goes
out as much later as they jump; where they show it twice, it is the first. Monthly on day 29 to 31 is
the last day of a shorter month. One post of a series waits at a time: the next is made when this one
is published, failed, missed or skipped, so that nothing piles up while the computer sleeps. X refuses
a text that it has had from the account shortly before, which a daily one may meet: change it between.`;

const SERIES = `
Of a post that repeats, a new text also goes into those after it; a new time is for this one only,
unless --repeat is given with it.`;

/** Commands that make and change posts. */
export function declarePostCommands(declare: Declare, execute: Execute): void {
  declareCheck(declare, execute);
  declareAdd(declare, execute);
  declare('list', 'list posts by time')
    .option('--status <statuses>', 'only these, separated by commas')
    .option('--account <name>', 'only of this account')
    .option('--search <words>', 'only with words that begin like all of these, in text or account')
    .option('--limit <n>', 'at most this many; with --search 100 unless given')
    .action((options: ListOptions, command: Command) =>
      execute(command, async (context) => (await import('../commands/list.ts')).list(context, options)),
    );
  declare('show <id>', 'show a post with its attempts and its history').action(
    (id: string, _: unknown, command: Command) =>
      execute(command, async (context) => (await import('../commands/show.ts')).show(context, id)),
  );
  declareEdit(declare, execute);
  declare('cancel <id>', 'cancel a post, or stop a thread after the part on its way')
    .option('--skip', 'only this one of a series; without it the series ends')
    .action((id: string, options: CancelOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/cancel.ts')).cancel(context, id, options),
      ),
    );
  declare('restore <id>', 'make a cancelled post what it was')
    .addHelpText('after', RESTORE)
    .action((id: string, _: unknown, command: Command) =>
      execute(command, async (context) => (await import('../commands/restore.ts')).restore(context, id)),
    );
  declare('retry <id>', 'try a failed, missed or held post again')
    .option('--force', 'send it again although it may be out already')
    .action((id: string, options: { readonly force?: boolean }, command: Command) =>
      execute(command, async (context) => (await import('../commands/retry.ts')).retry(context, id, options)),
    );
  declare('unpublish <id>', 'delete from X what is out of a post')
    .option('--yes', 'do not ask')
    .addHelpText('after', UNPUBLISH)
    .action((id: string, options: { readonly yes?: boolean }, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/unpublish.ts')).unpublish(context, id, options),
      ),
    );
  declareReschedule(declare, execute);
  declare('now <id>', 'send a post at once').action((id: string, _: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/now.ts')).now(context, id)),
  );
}

function declareCheck(declare: Declare, execute: Execute): void {
  declare('check', 'say what X would make of a text, and what it costs')
    .requiredOption('--text <text>', 'the text; again for each further part of a thread', collect)
    .option('--premium', 'for an account that may write 25,000 characters')
    .addHelpText('after', '\nExit code 1 when X would refuse the text. Needs no account and no network.')
    .action((options: CheckOptions, command: Command) =>
      execute(command, async (context) => (await import('../commands/check.ts')).check(context, options)),
    );
}

function declareAdd(declare: Declare, execute: Execute): void {
  const command = declare('add', 'schedule a post or a thread');
  const words = declareContent(command);
  declareAudience(command)
    .option('--at <when>', 'when it goes out')
    .option('--zone <zone>', 'IANA zone in which WHEN is read, such as Europe/London')
    .option('--account <name>', 'account to post with')
    .option('--draft', 'keep it as a draft')
    .option('--id <uuid>', 'id of the post; the same id again adds nothing')
    .option(
      '--late-window <length>',
      'how long after its time it may still go out (default: see perch settings)',
    )
    .option('--repeat <words>', 'again and again: "daily", "weekly on mon, fri", "every 2 weeks", "monthly"')
    .option('--until <date>', 'last date of the repeat, such as 2027-12-31')
    .option('--times <n>', 'how many posts the repeat makes, the first one included')
    .addHelpText('after', WHEN + CONTENT_HELP + REPEAT)
    .action((options: AddOptions) =>
      execute(command, async (context) => (await import('../commands/add.ts')).add(context, options, words)),
    );
}

function declareEdit(declare: Declare, execute: Execute): void {
  const command = declare('edit <id>', 'change content, time or account of a post');
  const words = declareContent(command);
  declareAudience(command)
    .option('--part <n>', 'change only this part of a thread, or add it behind the last')
    .option('--at <when>', 'a new time')
    .option('--zone <zone>', 'IANA zone in which WHEN is read and the time is shown')
    .option('--account <name>', 'another account')
    .option('--late-window <length>', 'how long after its time it may still go out')
    .option('--repeat <words>', 'a new rule from this post on, see `perch help add`')
    .option('--until <date>', 'last date of the repeat')
    .option('--times <n>', 'how many posts the repeat makes from this one on')
    .option('--no-repeat', 'the series ends with this post')
    .addHelpText('after', WHEN + SERIES)
    .action((id: string, options: EditOptions) =>
      execute(command, async (context) =>
        (await import('../commands/edit.ts')).edit(context, id, options, words),
      ),
    );
}

function declareReschedule(declare: Declare, execute: Execute): void {
  declare('reschedule', 'give all missed posts of an account new times, in their order')
    .option('--missed', 'the posts whose late window has passed')
    .requiredOption('--every <length>', 'time between two of them, such as 30m')
    .option('--from <when>', 'when the first goes out (default: now)')
    .option('--zone <zone>', 'IANA zone in which WHEN is read')
    .option('--account <name>', 'of this account')
    .addHelpText('after', WHEN)
    .action((options: RescheduleOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/reschedule.ts')).reschedule(context, options),
      ),
    );
}
