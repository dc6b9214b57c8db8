import type { Command } from 'commander';
import type { NextSlotsOptions, SetSlotsOptions, SlotsOptions } from '../commands/slots.ts';
import { type Declare, declareOn, type Execute } from '../tree.ts';

const ACCOUNT = '--account <name>';
const SLOTS = `
Slots are days and times: "mon-fri 09:00, 17:00" "sat 10am". They are wall time in the zone of the account, so
they stay where they are when clocks change: where clocks skip a slot it is as much later as they jump, where they
show it twice it is the first. A slot is free when no post of the account goes out in its minute.

perch add --text "..." --at "next slot" takes the next one that is free.`;

/** Commands about when posts of an account go out. */
export function declareSlotCommands(declare: Declare, execute: Execute): void {
  const slots = declare(
    'slots',
    'show or set the weekly posting slots of an account',
  ).enablePositionalOptions();
  const declareSub = declareOn(slots);
  const list = (options: SlotsOptions, command: Command) =>
    execute(command, async (context) => (await import('../commands/slots.ts')).slotsList(context, options));
  slots.action(list).addHelpText('after', SLOTS);
  declareSub('list', 'show them').option(ACCOUNT, 'only of this account').action(list);
  declareSub('set [slots...]', 'plan them; what is not given stays')
    .option(ACCOUNT, 'of this account')
    .option('--zone <zone>', 'IANA zone of the slots, and of times written for the account')
    .option('--late-window <length>', 'how long after its time a new post of the account may still go out')
    .option('--default', 'forget the plan: the default slots again')
    .addHelpText('after', SLOTS)
    .action((words: readonly string[], options: SetSlotsOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/slots.ts')).slotsSet(context, words, options),
      ),
    );
  declareSub('next', 'show the next slots that are free')
    .option(ACCOUNT, 'of this account')
    .option('--count <n>', 'how many (default: 3)')
    .action((options: NextSlotsOptions, command: Command) =>
      execute(command, async (context) => (await import('../commands/slots.ts')).slotsNext(context, options)),
    );
}
