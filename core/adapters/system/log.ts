import { plain } from '../../domain/escape.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import { createRedactor } from './redact.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Takes one finished line, without its line end. Never throws. */
export type LogSink = (line: string) => void;

export type LogOptions = {
  readonly clock: Pick<Clock, 'now'>;
  /** The least that is written; default `info`. */
  readonly level?: LogLevel;
  readonly sinks: readonly LogSink[];
  /** Values that are never written; asked for every line. */
  readonly secrets?: () => readonly string[];
};

/** The level that PERCH_LOG asks for; `fallback` when it asks for none or for one that does not exist. */
export function parseLogLevel(value: string | undefined, fallback: LogLevel = 'info'): LogLevel {
  return LOG_LEVELS.find((level) => level === value?.toLowerCase()) ?? fallback;
}

/** One line per event: UTC time, level, event, then `key=value` with values as JSON where they need it. */
export function createLog(options: LogOptions): Log {
  const { clock, level = 'info', sinks, secrets = () => [] } = options;
  const redactor = createRedactor(secrets);
  const least = LOG_LEVELS.indexOf(level);
  const writer = (name: LogLevel) => {
    if (LOG_LEVELS.indexOf(name) < least) return () => undefined;
    return (event: string, fields: LogFields = {}): void => {
      const time = new Date(clock.now()).toISOString();
      const words = `${redactor.text(event)}${format(redactor.fields(fields))}`;
      const line = oneRecord(`${time} ${name.padEnd(5)} ${words}`);
      for (const sink of sinks) sink(line);
    };
  };
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') };
}

/** For people: the CLI's messages go to stderr, so that stdout stays clean for `--json`. */
export function stderrSink(): LogSink {
  return (line) => {
    process.stderr.write(`${line}\n`);
  };
}

function format(fields: LogFields): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${typeof value === 'string' ? quote(value) : String(value)}`)
    .join('');
}

const quote = (text: string): string => (/^[\w.:@/+-]+$/.test(text) ? text : inert(JSON.stringify(text)));

/** So much of one record is kept, characters. */
const LONGEST = 8_000;

/** One line whatever is in it, which steers nothing where it is read. */
export function oneRecord(text: string): string {
  const line = plain(text.replace(/[\r\n\t]+/g, ' '));
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}

/** JSON leaves some characters as they are that end a line, steer a terminal or turn its direction. */
const inert = (json: string): string =>
  json.replace(
    /[\x7F-\x9F\u2028-\u202E\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
