const LONGEST = 300;
const CREDENTIAL =
  /\b(?:Bearer|Basic|OAuth)\s+\S.*|\boauth_\w+=\S+|\b(?:authorization|set-cookie)\b\s*[:=].*/gis;

type Words = { readonly title: string; readonly detail: string; readonly error: string };

/** X's own words for a refusal: title, detail and the first of `errors`, in one line without secrets. */
export function detailOf(http: number, body: unknown, secrets: readonly string[]): string {
  const { title, detail, error } = readWords(body);
  const main = [title, detail].filter(Boolean).join(': ');
  const extra = error === '' || main.includes(error) ? '' : main === '' ? error : ` (${error})`;
  return toLine(main + extra || `HTTP ${http}`, secrets);
}

/** Everything that X says about a refusal, to be looked through: also types, reasons and v1.1 codes (`code 326`). */
export function wordsOf(body: unknown): string {
  if (typeof body === 'string') return body;
  const top = asRecord(body);
  const errors: unknown = top?.['errors'];
  const all = [top, ...(Array.isArray(errors) ? errors.map(asRecord) : [])];
  return all.flatMap((each) => (each ? saidIn(each) : [])).join('\n');
}

function saidIn(record: Readonly<Record<string, unknown>>): readonly string[] {
  const code = record['code'];
  const period = asText(record['period']);
  return [
    ...SAID.map((field) => asText(record[field])),
    typeof code === 'number' ? `code ${code}` : '',
    period === '' ? '' : `period ${period}`,
  ].filter(Boolean);
}

const SAID = ['title', 'detail', 'message', 'type', 'reason'] as const;

/** One line of at most 300 characters in which no secret is left. */
export function toLine(text: string, secrets: readonly string[]): string {
  const bare = secrets.reduce((line, secret) => line.replaceAll(secret, '…'), text);
  const line = bare
    .replace(CREDENTIAL, '…')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

function readWords(body: unknown): Words {
  const top = asRecord(body);
  const first = firstError(body);
  return {
    title: asText(top?.['title']),
    detail: asText(top?.['detail']),
    error: asText(first?.['message']) || asText(first?.['detail']) || asText(first?.['title']),
  };
}

/** The first of an answer's `errors`. */
export function firstError(body: unknown): Readonly<Record<string, unknown>> | undefined {
  const errors: unknown = asRecord(body)?.['errors'];
  return Array.isArray(errors) ? asRecord(errors[0]) : undefined;
}

/** A JSON object as a record, or undefined for anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** A text, or '' for anything else. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
