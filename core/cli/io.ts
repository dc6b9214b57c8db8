import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** The three streams of a process, as far as commands use them. */
export type Io = {
  /** Resolves when the text has left; a reader that went away ends the program quietly. */
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /** All of stdin as UTF-8; undefined when it is a terminal. */
  input(): Promise<string | undefined>;
  /** The line with which whoever sits at the terminal answers ('' for none); undefined when nobody does. */
  ask(question: string): Promise<string | undefined>;
  /** One line of stdin, typed or piped, after a question; undefined: none came before `signal`. */
  line(question: string, signal: AbortSignal): Promise<string | undefined>;
};

export function createIo(streams: {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly stdin: Readable;
}): Io {
  return {
    out: (text) => write(streams.stdout, text),
    err: (text) => write(streams.stderr, text),
    input: async () => {
      if (isTerminal(streams.stdin)) return undefined;
      const chunks: Buffer[] = [];
      for await (const chunk of streams.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString('utf8');
    },
    ask: async (question) => {
      if (!isTerminal(streams.stdin)) return undefined;
      // On stderr, so that stdout has nothing but the answer of the command.
      await write(streams.stderr, question);
      return firstLine(streams.stdin);
    },
    line: async (question, signal) => {
      await write(streams.stderr, question);
      return (await firstLine(streams.stdin, signal)) || undefined;
    },
  };
}

const isTerminal = (stdin: Readable): boolean => 'isTTY' in stdin && stdin.isTTY === true;

/** The terminal itself echoes and edits the line. */
function firstLine(stdin: Readable, signal?: AbortSignal): Promise<string> {
  const lines = createInterface({ input: stdin, ...(signal && { signal }) });
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line.trim());
      lines.close();
    });
    lines.once('close', () => resolve(''));
  });
}

/** The other end of a pipe went away (`| head`): there is nobody left to tell. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

/** What is written in the same tick leaves together: a line for each post of a burst would cost more than the posts. */
function write(stream: Writable, text: string): Promise<void> {
  stream.cork();
  process.nextTick(() => stream.uncork());
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error) resolve();
      else reject('code' in error && error.code === 'EPIPE' ? new ReaderGone() : error);
    });
  });
}
