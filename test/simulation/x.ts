import type { Outcome } from '../../core/domain/outcome.ts';
import { snowflakeAt } from '../../core/domain/snowflake.ts';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import type { Publisher, PublishRequest, TimelinePost } from '../../core/ports/publisher.ts';
import type { Faults } from './faults.ts';
import type { Plan } from './plan.ts';
import type { Process } from './process.ts';
import type { Dice, World } from './world.ts';

/** A post on X. */
export type Tweet = {
  readonly id: string;
  readonly account: string;
  readonly text: string;
  readonly parentId: string | undefined;
  readonly mediaIds: readonly string[];
  readonly madeAt: number;
  readonly visibleAt: number;
};

/** A request whose first byte has left. */
export type Request = PublishRequest & { readonly by: Process; readonly leftAt: number };

export type X = {
  readonly tweets: Tweet[];
  /** Requests that may still make a post. */
  readonly onTheWay: () => number;
  publisher(process: Process): Publisher;
};

export type XEvents = {
  /** A request leaves; the answer is handed back when X makes the post. */
  leaves(request: Request): (tweet: Tweet) => void;
  /** Decides what becomes of it, where the dice do not. */
  fate?(request: Request): Fate;
};

const DUPLICATE_WINDOW = 30 * MINUTE;

/** What becomes of a request. */
export type Fate =
  | 'made'
  | 'lost'
  | 'reply lost'
  | '5xx before'
  | '5xx after'
  | 'empty 201'
  | 'late'
  | '429'
  | '401'
  | '402'
  | '403'
  | 'no connection';

/** By how often they come. */
const FATES: readonly [Fate, ...Fate[]] = [
  ...([
    'lost',
    'lost',
    'reply lost',
    'reply lost',
    'reply lost',
    '5xx before',
    '5xx after',
    '5xx after',
  ] as const),
  ...(['empty 201', 'late', 'late', 'late', 'late', '429', '429', '401', '402', '403'] as const),
  ...(['no connection', 'no connection'] as const),
];

export function createX(world: World, plan: Plan, faults: Faults, events: XEvents): X {
  const { dice } = faults;
  const tweets: Tweet[] = [];
  let count = 0;
  let onTheWay = 0;

  function land(request: Request, made: (tweet: Tweet) => void, seenBy = Number.POSITIVE_INFINITY): Tweet {
    const id = (BigInt(snowflakeAt(world.now())) + BigInt(++count)).toString();
    const { account, text, replyTo, mediaIds = [] } = request;
    const lag = dice.chance(0.5) ? 0 : dice.between(0, plan.longestLag);
    const visibleAt = Math.min(world.now() + lag, seenBy);
    const tweet = { id, account, text, parentId: replyTo, mediaIds, madeAt: world.now(), visibleAt };
    tweets.push(tweet);
    world.say(
      () => `X makes ${JSON.stringify(text)} of ${account} as ${id}, to be seen ${Math.round(lag)} ms later`,
    );
    made(tweet);
    return tweet;
  }

  const isDuplicate = ({ account, text }: Request): boolean =>
    plan.duplicateFilter &&
    tweets.some(
      (tweet) =>
        tweet.account === account && tweet.text === text && world.now() - tweet.madeAt < DUPLICATE_WINDOW,
    );

  /** From the first byte on. The answer is the process's; what X does is not. */
  function send(request: Request, answer: Answer): void {
    const made = events.leaves(request);
    const fate = events.fate?.(request) ?? (dice.chance(faults.weather().x) ? dice.pick(FATES) : 'made');
    const arrives = dice.between(20, dice.chance(0.03) ? 4 * SECOND : 400);
    const replies = arrives + dice.between(10, 300);
    const doubtful = dice.chance(0.5) ? request.deadline : dice.between(1, request.deadline);
    world.say(
      () => `${request.by.name} sends ${JSON.stringify(request.text)} of ${request.account}: ${fate}`,
    );
    if (fate !== 'made') world.note(`X ${fate}`);
    if (fate === 'made') {
      makeAndTell(request, made, arrives, replies, answer);
      return;
    }
    const lands = fate === 'late' ? dice.between(SECOND, plan.latest) : LANDS.has(fate) ? arrives : undefined;
    if (lands !== undefined) onArrival(lands, () => void landUnlessKnown(request, made));
    const isSilent = fate === 'late' || fate === 'lost' || fate === 'reply lost';
    answer(request.leftAt + (isSilent ? doubtful : replies), outcomeOf(fate, request.by, dice));
  }

  function onArrival(ms: number, work: () => void): void {
    onTheWay += 1;
    world.at(world.now() + ms, () => {
      onTheWay -= 1;
      work();
    });
  }

  const landUnlessKnown = (request: Request, made: (tweet: Tweet) => void): Tweet | undefined =>
    isDuplicate(request) ? undefined : land(request, made, request.leftAt + plan.latest);

  function makeAndTell(
    request: Request,
    made: (tweet: Tweet) => void,
    arrives: number,
    replies: number,
    answer: Answer,
  ): void {
    onArrival(arrives, () => {
      const tweet = landUnlessKnown(request, made);
      if (!tweet) world.note('X duplicate');
      const outcome: Outcome = tweet
        ? { kind: 'published', tweetId: tweet.id }
        : { kind: 'duplicate', detail: 'You are not allowed to create a Tweet with duplicate content.' };
      answer(request.leftAt + replies, () => outcome);
    });
  }

  return {
    tweets,
    onTheWay: () => onTheWay,
    publisher: (process) => createPublisher(world, faults, process, tweets, send),
  };
}

/** What the process is told, and when; the outcome is made when it is heard. */
type Answer = (at: number, outcome: () => Outcome) => void;
type Send = (request: Request, answer: Answer) => void;

/** Those that make the post and do not say so. */
const LANDS: ReadonlySet<Fate> = new Set<Fate>(['reply lost', '5xx after', 'empty 201']);

function outcomeOf(fate: Fate, by: Process, dice: Dice): () => Outcome {
  switch (fate) {
    case '429': {
      const wait = dice.between(5 * SECOND, dice.pick([20, 20, 240]) * SECOND);
      return () => ({ kind: 'throttled', until: Math.round(by.clock.now() + wait), detail: fate });
    }
    case '401':
      return () => ({ kind: 'auth', detail: fate });
    case '402':
      return () => ({ kind: 'credits', detail: fate });
    case '403':
      return () => ({ kind: 'rejected', http: 403, detail: fate });
    case 'no connection':
      return () => ({ kind: 'not-sent', detail: fate });
    default:
      return () => ({ kind: 'unknown', detail: fate });
  }
}

function createPublisher(
  world: World,
  faults: Faults,
  process: Process,
  tweets: readonly Tweet[],
  send: Send,
): Publisher {
  const { dice } = faults;
  /** X's clock less the monotonic one, as the Date header told it: half a second off at most. */
  let offset: number | undefined;
  const serverNow = (): number | undefined =>
    offset === undefined ? undefined : Math.round(process.clock.monotonic() + offset);
  const hear = (): void => {
    offset = world.now() - process.clock.monotonic() + dice.between(-500, 500);
  };
  return {
    hasKeys: (account) => !process.machine.withoutKeys.has(account),
    publish: (request, signal) =>
      new Promise((resolve) => {
        if (!process.isAlive()) return;
        let isAnswered = false;
        const finish = (outcome: Outcome): void => {
          if (isAnswered) return;
          isAnswered = true;
          signal.removeEventListener('abort', cut);
          resolve(outcome);
        };
        let hasLeft = false;
        const cut = (): void => {
          if (hasLeft) finish({ kind: 'unknown', detail: 'cut off' });
        };
        signal.addEventListener('abort', cut);
        const connects = dice.chance(faults.weather().x) ? dice.between(0, 14 * SECOND) : dice.between(1, 80);
        void process
          .call('publish', 0, () => undefined)
          .then(() =>
            process.later(world.now() + connects, () => {
              if (signal.aborted || !request.maySend()) {
                world.note('too late to leave');
                return finish({ kind: 'not-sent', detail: 'too late' });
              }
              hasLeft = true;
              send({ ...request, by: process, leftAt: world.now() }, (at, outcome) =>
                process.later(at, () => {
                  const told = outcome();
                  if (told.kind !== 'unknown' && told.kind !== 'not-sent') hear();
                  finish(told);
                }),
              );
              // The moment after the first byte is one of its own to die in.
              void process.call('sent', 0, () => undefined);
            }),
          );
      }),
    upload: async (_account, request, signal) => {
      const fails = dice.chance(faults.weather().x);
      const mediaId = request.kind === 'begin' ? `${process.name}:${world.now()}` : request.mediaId;
      await process.call('upload', dice.between(20, fails ? 20_000 : 300), () => undefined);
      if (!fails && !signal.aborted) return { kind: 'taken', mediaId };
      world.note('X upload fails');
      const gone = request.kind !== 'begin' && dice.chance(0.2);
      return { kind: gone ? 'gone' : 'unknown', detail: 'simulated' };
    },
    // Nobody in these lives takes anything down.
    remove: async () => ({ kind: 'unknown', detail: 'simulated' }),
    timeline: async (account, since, signal) => {
      const asked = world.now();
      const wait = dice.between(50, faults.weather().slowStore > 0 && dice.chance(0.1) ? 20_000 : 600);
      const isUnreadable = dice.chance(faults.weather().unreadable);
      const isCut = dice.chance(faults.weather().incomplete);
      const seen = await process.call('timeline', wait, () =>
        tweets.filter(
          (tweet) => tweet.account === account && tweet.madeAt >= since && tweet.visibleAt <= asked,
        ),
      );
      if (signal.aborted || isUnreadable) {
        world.note('X unreadable');
        const kind = dice.pick(['unknown', 'not-sent'] as const);
        return { kind: 'unread', refusal: { kind, detail: 'simulated' } };
      }
      hear();
      if (isCut) world.note('X incomplete');
      const posts = seen.slice(isCut ? keptFrom(seen.length, dice) : 0).reverse();
      return { kind: 'read', posts: posts.map(toTimelinePost), complete: !isCut };
    },
    identify: async (account) => ({ kind: 'known', userId: account, name: account, premium: false }),
    prepare: async () => undefined,
    calibrate: async (_account, signal) => {
      const fails = dice.chance(faults.weather().calibration);
      await process.call(
        'calibrate',
        fails ? dice.between(100, 20_000) : dice.between(20, 200),
        () => undefined,
      );
      if (fails || signal.aborted) return undefined;
      hear();
      return serverNow();
    },
    signIn: () => ({ kind: 'lasting' }),
    serverNow,
  };
}

/** Often the page that has it is the one that is missing. */
const keptFrom = (count: number, dice: Dice): number => (dice.chance(0.7) ? count : dice.below(count + 1));

/** As X gives it back. */
function toTimelinePost({ id, text, parentId, mediaIds }: Tweet): TimelinePost {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return { id, text: escaped.trim(), urls: [], mediaIds, ...(parentId !== undefined && { parentId }) };
}
