import { type Media, mediaOf } from './media.ts';

/** A question that followers answer: 2 to 4 options, open for `minutes` after it is out. */
export type Poll = { readonly options: readonly string[]; readonly minutes: number };

/** Who may reply besides those who are mentioned, in X's words. Everyone has no word: leave it out. */
export const REPLY_SETTINGS = ['following', 'mentionedUsers', 'subscribers', 'verified'] as const;
export type ReplySettings = (typeof REPLY_SETTINGS)[number];

/** What a person puts into one part. Never altered: what was given is what X gets. */
export type PartContent = {
  readonly text: string;
  /** In the order in which they are shown. */
  readonly media?: readonly Media[];
  readonly poll?: Poll;
  /** X id of the post it quotes. */
  readonly quote?: string;
  /** ms after the part before it is out; absent: at once. */
  readonly after?: number;
};

/** Nothing but the content, with its properties in one order and without empty ones. */
export function contentOf({ text, media, poll, quote, after }: PartContent): PartContent {
  return {
    text,
    ...(media && media.length > 0 && { media: media.map(mediaOf) }),
    ...(poll && { poll: { options: [...poll.options], minutes: poll.minutes } }),
    ...(quote !== undefined && { quote }),
    ...(after !== undefined && { after }),
  };
}

export function isSameContent(a: PartContent, b: PartContent): boolean {
  return JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));
}

export function isSameParts(a: readonly PartContent[], b: readonly PartContent[]): boolean {
  return a.length === b.length && a.every((part, i) => isSameContent(part, b[i] as PartContent));
}

/** Whether X would show nothing but a text. When it goes out does not matter. */
export function isTextOnly({ media, poll, quote }: PartContent): boolean {
  return (media ?? []).length === 0 && poll === undefined && quote === undefined;
}

/** Parts that are texts and nothing else. */
export const textParts = (texts: readonly string[]): readonly PartContent[] =>
  texts.map((text) => ({ text }));
