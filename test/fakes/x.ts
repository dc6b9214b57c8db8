import type { Outcome, Removal } from '../../core/domain/outcome.ts';
import { snowflakeAt } from '../../core/domain/snowflake.ts';
import type { TimelinePost } from '../../core/domain/timeline.ts';
import type { UploadAnswer } from '../../core/domain/upload.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Publisher, PublishRequest, UploadRequest } from '../../core/ports/publisher.ts';

/** How the next request goes: whether X makes the post, and what the caller is told. */
export type Script = {
  readonly before?: number;
  readonly made: boolean;
  readonly answer?: Outcome;
  readonly after?: number;
};

export type FakeX = Publisher & {
  /** Requests that reached X's door, in order. */
  readonly requests: PublishRequest[];
  /** What is on the timeline, oldest first. */
  readonly made: TimelinePost[];
  /** Scripts for the coming requests; without one X makes the post and says so. */
  readonly scripts: Script[];
  /** Requests of uploads, in order. */
  readonly uploads: UploadRequest[];
  /** Answers to the coming requests of uploads; without one X takes what it is given. */
  readonly uploadAnswers: UploadAnswer[];
  /** Answers to the coming deletions; without one X deletes the post and says so. */
  readonly removals: Removal[];
  keys: boolean;
  readable: boolean;
  /** Readings reach back as far as was asked. */
  complete: boolean;
  reachable: boolean;
  /** There is credit to be asked anything at all. */
  funded: boolean;
};

/** An X of one account in memory, as exact as the core can see it. No duplicate filter: the core must not need it. */
export function createFakeX(clock: Clock): FakeX {
  let n = 0;
  const x: FakeX = {
    hasKeys: () => x.keys,
    keys: true,
    requests: [],
    made: [],
    scripts: [],
    removals: [],
    uploads: [],
    uploadAnswers: [],
    readable: true,
    complete: true,
    reachable: true,
    funded: true,
    publish: async (request, signal) => {
      const script = x.scripts.shift() ?? { made: true };
      if (script.before) await clock.sleep(script.before);
      if (!request.maySend()) return { kind: 'not-sent', detail: 'too late' };
      x.requests.push(request);
      const id = (BigInt(snowflakeAt(clock.now())) + BigInt(++n)).toString();
      if (script.made) {
        const { text, replyTo, mediaIds = [] } = request;
        x.made.push({ id, text, urls: [], mediaIds, ...(replyTo !== undefined && { parentId: replyTo }) });
      }
      if (script.after) await clock.sleep(script.after, signal);
      return script.answer ?? { kind: 'published', tweetId: id };
    },
    upload: async (_account, request) => {
      x.uploads.push(request);
      const mediaId = request.kind === 'begin' ? `${7_000 + ++n}` : request.mediaId;
      return x.uploadAnswers.shift() ?? { kind: 'taken', mediaId };
    },
    remove: async (_account, tweetId) => {
      const at = x.made.findIndex(({ id }) => id === tweetId);
      const answer = x.removals.shift() ?? { kind: 'removed' };
      if (answer.kind === 'removed' && at >= 0) x.made.splice(at, 1);
      return answer;
    },
    timeline: async () =>
      x.readable
        ? { kind: 'read', posts: [...x.made].reverse(), complete: x.complete }
        : { kind: 'unread', refusal: { kind: 'unknown', detail: '503' } },
    identify: async () =>
      x.funded
        ? { kind: 'known', userId: '1', name: 'alice', premium: false }
        : { kind: 'unknown', refusal: { kind: 'credits', detail: '402' } },
    prepare: async () => undefined,
    calibrate: async () => (x.reachable ? clock.now() : undefined),
    signIn: () => ({ kind: 'lasting' }),
    serverNow: () => (x.reachable ? clock.now() : undefined),
  };
  return x;
}
