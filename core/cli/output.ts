import type { Answer, CliContext, CommandResult } from './context.ts';
import { type Complaint, complaintOf, type ExitCode } from './failure.ts';

/** Prints what a command came to and returns the exit code. */
export async function present(context: CliContext, result: CommandResult): Promise<ExitCode> {
  if ('done' in result) return result.done;
  const text = context.json ? toJson(result.json) : withNewline(result.text());
  if (text !== '') await context.io.out(text);
  if (result.complaint !== undefined) await context.io.err(withNewline(result.complaint));
  return result.exitCode ?? 0;
}

/**
 * Prints why a command failed: one sentence on stderr, with `--json` also as the one document on stdout.
 * The stack of a mistake of our own is shown only to those who look for it.
 */
export async function complain(context: CliContext, error: unknown): Promise<ExitCode> {
  const complaint = complaintOf(error);
  if (context.json) await context.io.out(toJson(errorDocument(complaint)));
  await context.io.err(withNewline(complaint.message));
  const { bug } = complaint;
  if (context.env['PERCH_LOG'] === 'debug' && bug instanceof Error)
    await context.io.err(withNewline(bug.stack ?? ''));
  return complaint.exitCode;
}

/** The agreed shape of every refusal. */
function errorDocument({ code, message, details }: Complaint) {
  return { error: { code, message, ...details } };
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function withNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** An answer whose text is known already. */
export function answer(json: unknown, text: string | (() => string), exitCode: 0 | 1 = 0): Answer {
  return { json, text: typeof text === 'string' ? () => text : text, exitCode };
}
