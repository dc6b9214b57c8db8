import { kindOf } from '../../domain/media.ts';
import { SECOND } from '../../domain/time.ts';
import type { Processing, UploadAnswer } from '../../domain/upload.ts';
import type { UploadRequest } from '../../ports/publisher.ts';
import { type Context, classifyRefusal, isSuccess } from './classify.ts';
import type { Call } from './client.ts';
import { asRecord, asText, detailOf, wordsOf } from './detail.ts';
import type { Exchange } from './exchange.ts';

type Asked = Pick<Call, 'path' | 'body' | 'query' | 'multipart'>;

/** The request of one step, as X's v2 media API has it (https://docs.x.com/x-api/media/quickstart/media-upload-chunked). */
export function uploadCall(request: UploadRequest): Asked {
  switch (request.kind) {
    case 'begin': {
      const { type, size } = request;
      const category = `tweet_${kindOf({ type })}`;
      const body = { media_type: type, total_bytes: size, media_category: category };
      return { path: 'media/upload/initialize', body };
    }
    case 'append': {
      const { segment, bytes } = request;
      const body = { segment_index: String(segment), media: Buffer.from(bytes) };
      return { path: `media/upload/${request.mediaId}/append`, body, multipart: true };
    }
    case 'finish':
      return { path: `media/upload/${request.mediaId}/finalize`, body: {} };
    case 'look':
      return { path: 'media/upload', query: { command: 'STATUS', media_id: request.mediaId } };
    case 'describe': {
      const body = { id: request.mediaId, metadata: { alt_text: { text: request.alt } } };
      return { path: 'media/metadata', body };
    }
  }
}

const GONE = /media.?ids?\b.*(?:invalid|expired|not exist)|(?:invalid|unknown|expired) media|not found/i;

/** What became of a step. Nothing of an upload is ever seen by anybody, so all of it may be asked for again. */
export function classifyUpload(request: UploadRequest, exchange: Exchange, context: Context): UploadAnswer {
  if (exchange.kind !== 'answer') return classifyRefusal(exchange, context);
  const { http, body } = exchange;
  const mayBeGone = request.kind !== 'begin' && (http === 404 || (http === 400 && GONE.test(wordsOf(body))));
  if (mayBeGone) return { kind: 'gone', detail: detailOf(http, body, context.secrets) };
  if (!isSuccess(http)) return classifyRefusal(exchange, context);
  const data = asRecord(asRecord(body)?.['data']);
  // Only the answers to these two have something that is needed.
  if (!data && (request.kind === 'begin' || request.kind === 'look'))
    return classifyRefusal(exchange, context);
  const mediaId = asText(data?.['id']);
  const processing = processingOf(data?.['processing_info']);
  const expires = data?.['expires_after_secs'];
  return {
    kind: 'taken',
    ...(mediaId !== '' && { mediaId }),
    ...(typeof expires === 'number' && { expiresIn: expires * SECOND }),
    ...(processing && { processing }),
  };
}

const STATES = ['pending', 'in_progress', 'succeeded', 'failed'] as const;

function processingOf(value: unknown): Processing | undefined {
  const info = asRecord(value);
  if (!info) return undefined;
  // A state that X has made up since is one to wait in.
  const state = STATES.find((known) => known === info['state']) ?? 'in_progress';
  const again = info['check_after_secs'];
  const error = asRecord(info['error']);
  const words = [error?.['message'], error?.['detail'], error?.['name']]
    .map(asText)
    .find((each) => each !== '');
  return {
    state,
    ...(typeof again === 'number' && { again: again * SECOND }),
    ...(words !== undefined && { error: words }),
  };
}
