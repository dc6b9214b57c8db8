import type { Problem, ProblemCode } from './problem.ts';
import { SECOND } from './time.ts';

/** What Perch takes: the types that X shows, recognised by their bytes. */
export const MEDIA_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/quicktime',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** X treats each kind in its own way; a still GIF is an animation to it too. */
export type MediaKind = 'image' | 'gif' | 'video';

/** A picture, an animation or a video of a part. Its bytes are in the content store, under `hash`. */
export type Media = {
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly type: MediaType;
  /** Bytes. */
  readonly size: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  /** What it shows, in words, for those who cannot see it; '' : none. */
  readonly alt: string;
  /** Of the file it came from. */
  readonly name: string;
};

type Rule = {
  readonly what: string;
  readonly megabytes: number;
  readonly widest: number;
  readonly highest: number;
  readonly narrowest: number;
};

/** What X takes (https://docs.x.com/x-api/media/quickstart/best-practices). */
export const MEDIA_RULES: Readonly<Record<MediaKind, Rule>> = {
  image: { what: 'picture', megabytes: 5, widest: 8_192, highest: 8_192, narrowest: 4 },
  gif: { what: 'GIF', megabytes: 15, widest: 1_280, highest: 1_080, narrowest: 4 },
  video: { what: 'video', megabytes: 512, widest: 1_920, highest: 1_920, narrowest: 32 },
};
export const MAX_IMAGES = 4;
export const MAX_ALT = 1_000;
const LONGEST_VIDEO = 140 * SECOND;
const SHORTEST_VIDEO = 0.5 * SECOND;

export function kindOf({ type }: Pick<Media, 'type'>): MediaKind {
  if (type === 'image/gif') return 'gif';
  return type.startsWith('video/') ? 'video' : 'image';
}

/** Nothing but the media, with its properties in one order. */
export function mediaOf({ hash, type, size, width, height, durationMs, alt, name }: Media): Media {
  return {
    hash,
    type,
    size,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(durationMs !== undefined && { durationMs }),
    alt,
    name,
  };
}

type Finding = Omit<Problem, 'part'>;

/** What X would refuse about the media of one part, and what a person may not expect. */
export function checkMedia(
  media: readonly Media[],
  { premium }: { readonly premium: boolean },
): readonly Finding[] {
  const kinds = media.map(kindOf);
  const found: Finding[] = [];
  if (media.length > 1 && kinds.some((kind) => kind !== 'image')) {
    const message = 'X shows one GIF, or one video, or up to 4 pictures in a post: keep one of these kinds.';
    found.push(problem('media-mix', 'error', message));
  } else if (media.length > MAX_IMAGES) {
    const message = `X shows at most ${MAX_IMAGES} pictures in a post and this has ${media.length}: remove some, or move them to another part.`;
    found.push(problem('media-count', 'error', message));
  }
  for (const one of media) {
    const each = [tooLarge(one), badSize(one), badLength(one, premium), badAlt(one)];
    found.push(...each.filter((finding) => finding !== undefined));
  }
  return found;
}

/** Whether X takes files of this size as what it is; also asked before a file is copied in. */
export function tooLarge({ type, size, name }: Pick<Media, 'type' | 'size' | 'name'>): Finding | undefined {
  const { what, megabytes } = MEDIA_RULES[kindOf({ type })];
  if (size <= megabytes * 1024 * 1024) return undefined;
  const is = `${(size / 1024 / 1024).toFixed(1)} MB`;
  return problem(
    'media-size',
    'error',
    `${named(name)} has ${is} and X takes a ${what} of at most ${megabytes} MB: make it smaller.`,
  );
}

function badSize({ type, width, height, name }: Media): Finding | undefined {
  if (width === undefined || height === undefined) return undefined;
  const kind = kindOf({ type });
  const { what, widest, highest, narrowest } = MEDIA_RULES[kind];
  const is = `${named(name)} is ${width} x ${height} pixels`;
  if (Math.min(width, height) < narrowest) {
    const message = `${is} and X takes a ${what} of at least ${narrowest} x ${narrowest}: use a larger one.`;
    return problem('media-dimensions', 'error', message);
  }
  if (width <= widest && height <= highest) return undefined;
  const message = `${is} and X shows a ${what} of at most ${widest} x ${highest}: make it smaller.`;
  // X scales down or refuses; what it does with animations and videos depends on more than the size.
  return problem('media-dimensions', kind === 'image' ? 'error' : 'warning', message);
}

function badLength({ type, durationMs, name }: Media, premium: boolean): Finding | undefined {
  if (kindOf({ type }) !== 'video' || durationMs === undefined) return undefined;
  if (durationMs < SHORTEST_VIDEO)
    return problem(
      'media-length',
      'error',
      `${named(name)} is shorter than half a second: use a longer one.`,
    );
  if (durationMs <= LONGEST_VIDEO) return undefined;
  const is = `${named(name)} takes ${Math.round(durationMs / SECOND)} s and X takes 140 s`;
  return premium
    ? problem(
        'media-length',
        'warning',
        `${is} unless the account may post longer ones: shorten it to be sure.`,
      )
    : problem('media-length', 'error', `${is}: shorten it.`);
}

function badAlt({ alt, name }: Media): Finding | undefined {
  const over = alt.length - MAX_ALT;
  if (over > 0) {
    const message = `The description of ${named(name)} is ${over} characters longer than the ${MAX_ALT} that X takes: shorten it.`;
    return problem('alt-too-long', 'error', message);
  }
  if (alt.trim() !== '') return undefined;
  const message = `${named(name)} has no description: say what it shows, for those who cannot see it.`;
  return problem('no-alt', 'warning', message);
}

const named = (name: string): string => (name.length <= 40 ? `"${name}"` : `"${name.slice(0, 39)}…"`);

function problem(code: ProblemCode, severity: Problem['severity'], message: string): Finding {
  return { code, severity, message };
}
