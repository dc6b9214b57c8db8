import { CALLBACK_URLS } from '../../domain/authorization.ts';
import { DAY, HOUR, SECOND } from '../../domain/time.ts';
import { SandboxError } from './errors.ts';
import { flag, list, nullable, number, object, oneOf, text } from './shape.ts';

/** Requests per 15 minutes and user, and what else counts. */
export type SandboxLimits = {
  readonly create: number;
  readonly delete: number;
  readonly read: number;
  readonly timeline: number;
  readonly me: number;
  /** Requests that upload. */
  readonly media: number;
  readonly mediaStatus: number;
  readonly mediaMetadata: number;
  /** Posts per 24 hours and app. */
  readonly createAppDay: number;
  /** Posts per 24 hours and user; null: X tells no such limit. */
  readonly createUserDay: number | null;
};

/** What a test or a demo may turn. Durations in ms. */
export type SandboxKnobs = {
  readonly limits: SandboxLimits;
  /** Posts of up to 25,000 characters. */
  readonly premium: boolean;
  /** X's rules for self-serve apps: one cashtag, no replies to or quotes of others. */
  readonly selfServe: boolean;
  /** USD left; falls with every call that X bills. At 0 everything is answered 402. null: no end. */
  readonly credits: number | null;
  /** How long the same text by the same user under the same parent is refused; 0: never. */
  readonly duplicateWindowMs: number;
  /** A post shows on the timeline only when it is this old. */
  readonly timelineLagMs: number;
  /** X's clock minus ours. */
  readonly clockOffsetMs: number;
  /** Wait before each answer, after the call has had its effect. */
  readonly latencyMs: number;
  /** How long an OAuth 2 access token lives that is given out from now on. */
  readonly accessTokenMs: number;
  /** How long X prepares an animation or a video after its last segment. */
  readonly mediaProcessingMs: number;
  /** What X says about every animation and video that it has prepared; null: they are good. */
  readonly mediaFailure: string | null;
  /** Callback URLs that are registered for every app, compared letter by letter. */
  readonly callbackUrls: readonly string[];
  /** Scopes that no sign-in is given, whatever it asks for. */
  readonly withheldScopes: readonly string[];
  /** Whether apps are public clients. A web app must show its secret where a native app has none. */
  readonly appType: 'native' | 'web';
  /** What the apps may do that sign with OAuth 1.0a. */
  readonly appAccess: 'read' | 'read-write';
};

export type SandboxKnobsPatch = Partial<Omit<SandboxKnobs, 'limits'>> & {
  readonly limits?: Partial<SandboxLimits>;
};

/** https://docs.x.com/x-api/fundamentals/rate-limits, 2026-08. The window for repeats is not published. */
export const DEFAULT_KNOBS: SandboxKnobs = {
  limits: {
    create: 100,
    delete: 50,
    read: 900,
    timeline: 900,
    me: 75,
    media: 1_875,
    mediaStatus: 1_000,
    mediaMetadata: 500,
    createAppDay: 10_000,
    createUserDay: null,
  },
  premium: false,
  selfServe: true,
  credits: null,
  duplicateWindowMs: DAY,
  timelineLagMs: 0,
  clockOffsetMs: 0,
  latencyMs: 0,
  accessTokenMs: 2 * HOUR,
  mediaProcessingMs: 3 * SECOND,
  mediaFailure: null,
  callbackUrls: CALLBACK_URLS,
  withheldScopes: [],
  appType: 'native',
  appAccess: 'read-write',
};

const PLENTY = 1_000_000_000;

/** For bulk tests. */
export const NO_LIMITS: SandboxLimits = {
  create: PLENTY,
  delete: PLENTY,
  read: PLENTY,
  timeline: PLENTY,
  me: PLENTY,
  media: PLENTY,
  mediaStatus: PLENTY,
  mediaMetadata: PLENTY,
  createAppDay: PLENTY,
  createUserDay: null,
};

const count = number({ min: 0, whole: true });
const duration = number({ min: 0 });

const KNOBS = object({
  limits: object({
    create: count,
    delete: count,
    read: count,
    timeline: count,
    me: count,
    media: count,
    mediaStatus: count,
    mediaMetadata: count,
    createAppDay: count,
    createUserDay: nullable(count),
  }),
  premium: flag,
  selfServe: flag,
  credits: nullable(number()),
  duplicateWindowMs: duration,
  timelineLagMs: duration,
  clockOffsetMs: number(),
  latencyMs: duration,
  accessTokenMs: duration,
  mediaProcessingMs: duration,
  mediaFailure: nullable(text()),
  callbackUrls: list(text()),
  withheldScopes: list(text()),
  appType: oneOf('native', 'web'),
  appAccess: oneOf('read', 'read-write'),
});

/** @throws SandboxError `bad-input` */
export function parseKnobs(patch: unknown): SandboxKnobsPatch {
  const issues = KNOBS(patch, '$');
  if (issues.length > 0) {
    const found = issues.map((each) => each.message).join('; ');
    throw new SandboxError(
      'bad-input',
      `Knobs: ${found}. The knobs are ${Object.keys(DEFAULT_KNOBS).join(', ')}.`,
    );
  }
  return patch as SandboxKnobsPatch;
}

export type KnobBox = { get(): SandboxKnobs; set(patch: SandboxKnobsPatch): void; reset(): void };

export function createKnobs(initial: SandboxKnobsPatch): KnobBox {
  const first = merge(DEFAULT_KNOBS, parseKnobs(initial));
  let current = first;
  return {
    get: () => current,
    set: (patch) => {
      current = merge(current, parseKnobs(patch));
    },
    reset: () => {
      current = first;
    },
  };
}

function merge(knobs: SandboxKnobs, patch: SandboxKnobsPatch): SandboxKnobs {
  return { ...knobs, ...patch, limits: { ...knobs.limits, ...patch.limits } };
}
