import type { Command } from 'commander';
import type { ProcessorOptions } from '../commands/processors.ts';
import type { SandboxOptions } from '../commands/sandbox.ts';
import type { WorkerOptions } from '../commands/worker.ts';
import { type Declare, declareOn, type Execute } from '../tree.ts';

/** Commands about what publishes, and about the fake X. */
export function declareWorkerCommands(declare: Declare, execute: Execute): void {
  declare('worker', 'publish without a window')
    .option('--once', 'one pass, then end')
    .option('--until-idle', 'end when nothing is due, on its way or to be tried again')
    .action((options: WorkerOptions, command: Command) =>
      execute(command, async (context) => (await import('../commands/worker.ts')).worker(context, options)),
    );
  declare('health', 'say how the worker and the queue are; exit code 0 only when healthy or paused').action(
    (_: unknown, command: Command) =>
      execute(command, async (context) => (await import('../commands/health.ts')).health(context)),
  );
  declare('pause', 'stop publishing, until `perch resume`')
    .option('--until <when>', 'only until then')
    .option('--zone <zone>', 'IANA zone in which WHEN is read')
    .action((options: { readonly until?: string; readonly zone?: string }, command: Command) =>
      execute(command, async (context) => (await import('../commands/pause.ts')).pause(context, options)),
    );
  declare('resume', 'let publishing go on').action((_: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/pause.ts')).resume(context)),
  );
  declareProcessors(declare, execute);
  declarePoison(declare, execute);
  declare('sandbox', 'serve a fake X on this machine, until Ctrl-C')
    .option('--port <port>', 'port on 127.0.0.1 (default: a free one)')
    .option('--file <file>', 'keep its posts in this file')
    .action((options: SandboxOptions, command: Command) =>
      execute(command, async (context) => (await import('../commands/sandbox.ts')).sandbox(context, options)),
    );
  declare('doctor', 'look for what keeps Perch from publishing').action((_: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/doctor.ts')).doctor(context)),
  );
}

function declareProcessors(declare: Declare, execute: Execute): void {
  const processors = declare('processors', 'list or set the loops of the worker').enablePositionalOptions();
  const declareSub = declareOn(processors);
  const list = (_: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/processors.ts')).processorsList(context));
  processors.action(list);
  declareSub('list', 'list them').action(list);
  declareSub('set <name>', 'change one; running workers follow')
    .option('--enabled <true|false>', 'switch it on or off')
    .option('--count <n>', 'how many posts may be on the wire at once')
    .option('--idle-sleep <length>', 'longest sleep between two looks, such as 30s')
    .option('--report-timeout <length>', 'silent for longer than this is unhealthy')
    .action((name: string, options: ProcessorOptions, command: Command) =>
      execute(command, async (context) =>
        (await import('../commands/processors.ts')).processorsSet(context, name, options),
      ),
    );
}

function declarePoison(declare: Declare, execute: Execute): void {
  const poison = declare('poison', 'look at messages that could not be worked').enablePositionalOptions();
  const declareSub = declareOn(poison);
  const list = (_: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/poison.ts')).poisonList(context));
  poison.action(list);
  declareSub('list', 'list them').action(list);
  declareSub('show <id>', 'show one').action((id: string, _: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/poison.ts')).poisonShow(context, id)),
  );
  declareSub('requeue <id>', 'put one back on the queue').action((id: string, _: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/poison.ts')).poisonRequeue(context, id)),
  );
  declareSub('discard <id>', 'remove one').action((id: string, _: unknown, command: Command) =>
    execute(command, async (context) => (await import('../commands/poison.ts')).poisonDiscard(context, id)),
  );
}
