import { type PartContent, REPLY_SETTINGS } from '../domain/content.ts';
import { MEDIA_TYPES, type Media } from '../domain/media.ts';
import { type RowProblem, rowError } from './import-problem.ts';
import type { SourceRow } from './import-row.ts';

type Fields = Readonly<Record<string, unknown>>;

const X_ID = /^\d{1,25}$/;
const HASH = /^[0-9a-f]{64}$/;

/** What a part of a file holds besides its text, as `perch list --json` gives it. */
export function readExtras(part: Fields, index: number, problems: RowProblem[]): Omit<PartContent, 'text'> {
  const bad = (name: string): void => {
    const message = `The "${name}" of part ${index + 1} cannot be read: give it as \`perch list --json\` does, or leave it out.`;
    problems.push(rowError('bad-field', message));
  };
  const { media, poll, quote, after } = part;
  const isRead = {
    media: Array.isArray(media) && media.every(isMedia),
    poll: isPoll(poll),
    quote: isXId(quote),
    after: isAmount(after),
  };
  for (const [name, isGood] of Object.entries(isRead)) if (part[name] !== undefined && !isGood) bad(name);
  return {
    ...(Array.isArray(media) && isRead.media && { media }),
    ...(isPoll(poll) && { poll }),
    ...(isXId(quote) && { quote }),
    ...(isAmount(after) && { after }),
  };
}

/** Whom a post of a file replies to, and who may reply to it. */
export function readAudience(
  { replyTo, replySettings }: Fields,
  problems: RowProblem[],
): Pick<SourceRow, 'replyTo' | 'replySettings'> {
  const setting = REPLY_SETTINGS.find((known) => known === replySettings);
  if (replyTo !== undefined && !isXId(replyTo))
    problems.push(rowError('bad-field', '"replyTo" must be an X id, a text of digits: correct it.'));
  if (replySettings !== undefined && !setting)
    problems.push(
      rowError('bad-field', `"replySettings" must be one of ${REPLY_SETTINGS.join(', ')}: correct it.`),
    );
  return { ...(isXId(replyTo) && { replyTo }), ...(setting && { replySettings: setting }) };
}

const isXId = (value: unknown): value is string => typeof value === 'string' && X_ID.test(value);

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function isPoll(value: unknown): value is { readonly options: readonly string[]; readonly minutes: number } {
  if (!isFields(value) || !Array.isArray(value['options'])) return false;
  return value['options'].every((option) => typeof option === 'string') && isAmount(value['minutes']);
}

function isMedia(value: unknown): value is Media {
  if (!isFields(value)) return false;
  const { hash, type, size, alt, name } = value;
  const isNumber = (each: unknown): boolean => each === undefined || isAmount(each);
  return (
    typeof hash === 'string' &&
    HASH.test(hash) &&
    MEDIA_TYPES.some((known) => known === type) &&
    isAmount(size) &&
    typeof alt === 'string' &&
    typeof name === 'string' &&
    [value['width'], value['height'], value['durationMs']].every(isNumber)
  );
}
