import type { LogFields } from '../../ports/log.ts';

const REDACTED = '[secret]';
/** Names whose values are never written, whatever they hold. */
const SECRET_NAME = /token|secret|authorization|password|cookie|signature|appkey|apikey|verifier/i;
/** Shorter ones would blank out ordinary words. */
const SHORTEST_SECRET = 6;

export type Redactor = {
  text(text: string): string;
  fields(fields: LogFields): LogFields;
};

/** Takes out whatever is in `secrets` (asked each time, as tokens rotate) and all values of secret-named keys. */
export function createRedactor(secrets: () => readonly string[]): Redactor {
  const text = (raw: string): string =>
    secrets()
      .filter((secret) => secret.length >= SHORTEST_SECRET)
      .reduce((clean, secret) => clean.replaceAll(secret, REDACTED), raw);
  return {
    text,
    fields: (fields) =>
      Object.fromEntries(
        Object.entries(fields).map(([key, value]) => {
          if (SECRET_NAME.test(key) && value !== null && value !== undefined) return [key, REDACTED];
          return [key, typeof value === 'string' ? text(value) : value];
        }),
      ),
  };
}
