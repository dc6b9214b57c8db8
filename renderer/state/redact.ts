/** What looks like a key, a token or a signature, whatever it is called. Long words of a sentence do not. */
const SECRET = /(?<![\w/+=-])(?=[\w/+=%-]*\d)[\w/+=%-]{24,}/g;
const NAMED =
  /((?:key|token|secret|sig|signature|password|authorization|bearer)["']?\s*[=: ]\s*)["']?[^\s"',;&]+/gi;
const HOMES = /(\/(?:home|Users)\/|\\Users\\)[^/\\\s]+/g;

/** Without what could be a secret, and without the name of the person's folder. */
export const redacted = (text: string): string =>
  text.replace(NAMED, '$1[secret]').replace(SECRET, '[secret]').replace(HOMES, '$1[you]');
