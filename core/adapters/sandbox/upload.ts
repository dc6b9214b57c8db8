import { createHash } from 'node:crypto';
import { PRICES } from '../../domain/cost.ts';
import { DAY, SECOND } from '../../domain/time.ts';
import { type ApiRequest, type Reply, reply } from './http.ts';
import type { SandboxKnobs } from './knobs.ts';
import { type MediaRecord, mediaKeyOf, type Segment } from './media.ts';
import { multipartOf } from './multipart.ts';
import { creditsDepleted, invalidBody, invalidRequest, mediaNotFound } from './problems.ts';
import { idRule, readQuery } from './query.ts';
import { isObject, number, object, oneOf, type Shape, text } from './shape.ts';
import { isOutOfCredits } from './single-post.ts';
import type { Call, World } from './world.ts';

/** X forgets what is not posted after this. */
const LIFE = DAY;
const MB = 1024 * 1024;
const MAX_SEGMENT = 5 * MB;
/** By the kind of thing it is to be shown as. */
const LARGEST: Readonly<Record<string, number>> = {
  tweet_image: 5 * MB,
  tweet_gif: 15 * MB,
  tweet_video: 512 * MB,
};

const INITIALIZE = object(
  {
    media_type: oneOf(
      ...['video/mp4', 'video/webm', 'video/mp2t', 'video/quicktime', 'image/jpeg', 'image/gif', 'image/bmp'],
      ...['image/png', 'image/webp', 'image/pjpeg', 'image/tiff'],
    ),
    total_bytes: number({ min: 0, max: 17_179_869_184, whole: true }),
    media_category: oneOf(...Object.keys(LARGEST)),
    shared: (value) => (typeof value === 'boolean' ? [] : [{ path: '$.shared', value, message: 'boolean' }]),
  },
  ['media_type', 'total_bytes'],
);

/** `POST /2/media/upload/initialize` */
export function initializeUpload({ request, user, now, newId }: Call, { media }: World): Reply {
  const body = bodyOf(request, INITIALIZE);
  if ('refusal' in body) return body.refusal;
  const {
    media_type: type,
    total_bytes: size,
    media_category: category = 'tweet_image',
  } = body.fields as {
    media_type: string;
    total_bytes: number;
    media_category?: string;
  };
  if (size === 0 || size > (LARGEST[category] ?? 0)) return refuse('File size exceeds the limit.');
  const id = newId();
  const record = {
    id,
    ownerId: user.id,
    type,
    category,
    size,
    segments: [],
    createdAt: now,
    finishedAt: null,
    alt: '',
  };
  media.insert(record);
  return reply(200, { data: dataOf(record, now) }, { changes: true });
}

/** `POST /2/media/upload/:id/append`, in any order; the same segment again takes the place of the one before. */
export function appendSegment(call: Call, world: World): Reply {
  const found = mine(call, world);
  if ('refusal' in found) return found.refusal;
  const { record } = found;
  const segment = segmentOf(call.request);
  if (!segment) return refuse('$.segment_index: is missing but it is required');
  if (segment.size > MAX_SEGMENT) return refuse('The size of a segment must be at most 5 MB.');
  const others = record.segments.filter(({ index }) => index !== segment.index);
  const segments = [...others, segment].toSorted((a, b) => a.index - b.index);
  if (totalOf(segments) > record.size) return refuse('Segments exceed the total file size.');
  world.media.update({ ...record, segments });
  return reply(
    200,
    { data: { expires_at: Math.floor((record.createdAt + LIFE) / SECOND) } },
    { changes: true },
  );
}

/** `POST /2/media/upload/:id/finalize` */
export function finalizeUpload(call: Call, world: World): Reply {
  const found = mine(call, world);
  if ('refusal' in found) return found.refusal;
  const { record } = found;
  const isWhole =
    record.segments.every(({ index }, i) => index === i) && totalOf(record.segments) === record.size;
  if (!isWhole) return refuse('Segments do not add up to provided total file size.');
  const finished = { ...record, finishedAt: record.finishedAt ?? call.now };
  world.media.update(finished);
  return statusReply(finished, call.now, world.knobs.get(), true);
}

/** `GET /2/media/upload?command=STATUS` */
export function getUpload(call: Call, world: World): Reply {
  const command = (value: string): string | undefined =>
    value === 'STATUS'
      ? undefined
      : `The \`command\` query parameter value [${value}] is not one of [STATUS]`;
  const query = readQuery(call.request.query, { command, media_id: idRule });
  if ('refusal' in query) return query.refusal;
  const found = mine({ ...call, id: query.text('media_id') ?? '' }, world);
  return 'refusal' in found ? found.refusal : statusReply(found.record, call.now, world.knobs.get(), false);
}

const METADATA = object(
  {
    id: text({ pattern: /^[0-9]{1,19}$/ }),
    metadata: object({ alt_text: object({ text: text({ max: 1_000 }) }, ['text']) }),
  },
  ['id'],
);

/** `POST /2/media/metadata` */
export function describeMedia(call: Call, world: World): Reply {
  const body = bodyOf(call.request, METADATA);
  if ('refusal' in body) return body.refusal;
  if (isOutOfCredits(world.knobs.get().credits)) return creditsDepleted();
  const { id, metadata } = body.fields as { id: string; metadata?: { alt_text?: { text: string } } };
  const found = mine({ ...call, id }, world);
  if ('refusal' in found) return found.refusal;
  world.media.update({ ...found.record, alt: metadata?.alt_text?.text ?? '' });
  return reply(
    200,
    { data: { id, associated_metadata: metadata } },
    { changes: true, cost: PRICES.mediaMetadata },
  );
}

/** Whether a post may show it now. */
export function isUsable(
  record: MediaRecord | undefined,
  call: Call,
  knobs: SandboxKnobs,
): record is MediaRecord {
  if (!record || record.ownerId !== call.user.id || record.createdAt + LIFE <= call.now) return false;
  const state = processingOf(record, call.now, knobs)?.state ?? 'succeeded';
  return record.finishedAt !== null && state === 'succeeded';
}

function mine(
  { id, user, now }: Call,
  { media }: World,
): { readonly record: MediaRecord } | { refusal: Reply } {
  const record = media.find(id);
  const isThere = record?.ownerId === user.id && record.createdAt + LIFE > now;
  return isThere ? { record } : { refusal: mediaNotFound(id) };
}

function statusReply(record: MediaRecord, now: number, knobs: SandboxKnobs, changes: boolean): Reply {
  const processing = processingOf(record, now, knobs);
  const data = {
    ...dataOf(record, now),
    size: record.size,
    ...(processing && { processing_info: processing }),
  };
  return reply(200, { data }, { changes });
}

const dataOf = (record: MediaRecord, now: number) => ({
  id: record.id,
  media_key: mediaKeyOf(record),
  expires_after_secs: Math.floor((record.createdAt + LIFE - now) / SECOND),
});

/** X prepares animations and videos in steps, by its clock; pictures are ready at once. */
function processingOf(
  { category, finishedAt }: MediaRecord,
  now: number,
  { mediaProcessingMs, mediaFailure }: SandboxKnobs,
) {
  if (category === 'tweet_image' || finishedAt === null) return undefined;
  const since = now - finishedAt;
  const check = { check_after_secs: Math.max(1, Math.ceil((mediaProcessingMs - since) / 2 / SECOND)) };
  if (since < Math.min(mediaProcessingMs, SECOND / 2)) return { state: 'pending', ...check };
  if (since < mediaProcessingMs)
    return {
      state: 'in_progress',
      ...check,
      progress_percent: Math.floor((since / mediaProcessingMs) * 100),
    };
  if (mediaFailure !== null)
    return { state: 'failed', error: { code: 1, name: 'InvalidMedia', message: mediaFailure } };
  return { state: 'succeeded', progress_percent: 100 };
}

/** Bytes in a form, or base64 in JSON. */
function segmentOf(request: ApiRequest): Segment | undefined {
  const fields = multipartOf(request);
  const json = fields ? {} : parse(request.body);
  const index =
    fields?.find(({ name }) => name === 'segment_index')?.bytes.toString() ?? json['segment_index'];
  const media = fields?.find(({ name }) => name === 'media')?.bytes;
  const bytes =
    media ?? (typeof json['media'] === 'string' ? Buffer.from(json['media'], 'base64') : undefined);
  if (!bytes || !/^\d{1,3}$/.test(String(index))) return undefined;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { index: Number(index), size: bytes.byteLength, sha256 };
}

const totalOf = (segments: readonly Segment[]): number => segments.reduce((sum, { size }) => sum + size, 0);

function bodyOf(
  request: ApiRequest,
  shape: Shape,
): { readonly fields: unknown } | { readonly refusal: Reply } {
  const fields = parse(request.body);
  const issues = shape(fields, '$');
  return issues.length > 0 ? { refusal: invalidBody(issues) } : { fields };
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const refuse = (message: string): Reply => invalidRequest([{ parameters: {}, message }]);
