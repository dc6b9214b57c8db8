import { CommanderError } from 'commander';
import type { CliContext, Environment } from './context.ts';
import { type ExitCode, misuse } from './failure.ts';
import { type Io, ReaderGone } from './io.ts';
import { complain, present } from './output.ts';
import { createProgram } from './program.ts';
import { perchVersion } from './version.ts';

/** Runs one command line to its end and returns the exit code. Everything that can go wrong is said here. */
export async function runCli(args: readonly string[], io: Io, env: Environment): Promise<ExitCode> {
  const contextFor = (json: boolean): CliContext => ({ io, env, json, now: Date.now, zone: machineZone });
  let context = contextFor(args.includes('--json'));
  let exitCode: ExitCode = 0;
  try {
    let help = '';
    const program = createProgram(perchVersion(), async (command, run) => {
      context = contextFor(command.optsWithGlobals()['json'] === true);
      exitCode = await present(context, await run(context));
    });
    catchOutput(program, (text) => {
      help += text;
    });
    await parse(program, args);
    if (help !== '') await io.out(help);
    return exitCode;
  } catch (error) {
    if (error instanceof ReaderGone) return exitCode;
    return complain(context, error).catch(() => 1 as const);
  }
}

type Program = ReturnType<typeof createProgram>;

/** Commander neither exits nor writes: its help is collected, its errors become ours. */
function catchOutput(command: Program, collect: (text: string) => void): void {
  command.exitOverride().configureOutput({ writeOut: collect, writeErr: () => undefined });
  for (const sub of command.commands) catchOutput(sub, collect);
}

async function parse(program: Program, args: readonly string[]): Promise<void> {
  if (args.length === 0) {
    program.outputHelp();
    return;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw misuse(sentence(error, commandIn(program, args)));
  }
}

/** `error: unknown option '--foo'` and a suggestion on the next line, as one sentence that says what to do. */
function sentence({ message }: CommanderError, command: string): string {
  const words = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[.]?$/, '');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: see \`perch ${command}--help\`.`;
}

/** The names of the command and the subcommand that were meant, each with a space behind it. */
function commandIn({ commands }: Pick<Program, 'commands'>, args: readonly string[]): string {
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const found = commands.find((command) => command.name() === args[at]);
  return found ? `${found.name()} ${commandIn(found, args.slice(at + 1))}` : '';
}

function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
