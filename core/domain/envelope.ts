/** What an Azure Queue takes, base64 included; kept everywhere, so that a message fits wherever the store moves to. */
const MAX_MESSAGE_BYTES = 64 * 1024;

const VERSION = 1;

/** A body does not fit a message: a bug of the sender, nothing was sent. */
export class MessageTooLargeError extends Error {
  override readonly name = 'MessageTooLargeError';
}

/** @throws MessageTooLargeError */
export function pack(body: unknown): string {
  const raw = JSON.stringify({ v: VERSION, body });
  const size = base64Length(raw);
  if (size > MAX_MESSAGE_BYTES) {
    throw new MessageTooLargeError(
      `A message may have ${MAX_MESSAGE_BYTES} bytes as base64, this one has ${size}: send fewer ids at once.`,
    );
  }
  return raw;
}

/** Why `unpack` gave nothing, in one sentence for a person. */
export function describeUnreadable(raw: string): string {
  let envelope: unknown;
  try {
    envelope = JSON.parse(raw);
  } catch {
    return 'It is not valid JSON, so another program put it on the queue.';
  }
  const version =
    typeof envelope === 'object' && envelope !== null && 'v' in envelope ? envelope.v : undefined;
  return typeof version === 'number' && version > VERSION
    ? `It was written by a newer Perch (message version ${version}): update Perch on this machine, then requeue it.`
    : 'It could not be read as a publish hint.';
}

/** The body, or undefined when it is not an envelope of this version or `parse` does not know it. */
export function unpack<T>(raw: string, parse: (raw: unknown) => T | undefined): T | undefined {
  try {
    const envelope: unknown = JSON.parse(raw);
    if (typeof envelope !== 'object' || envelope === null) return undefined;
    if (!('v' in envelope && 'body' in envelope) || envelope.v !== VERSION) return undefined;
    return parse(envelope.body);
  } catch {
    return undefined;
  }
}

/** Bytes of the UTF-8 text as base64. Half a surrogate pair, which has no UTF-8, is counted as its substitute. */
function base64Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return Math.ceil(bytes / 3) * 4;
}
