/** Every rule about a text; the first group is refused, the second only mentioned. */
export type ProblemCode =
  | 'no-parts'
  | 'too-many-parts'
  | 'empty'
  | 'too-long'
  | 'forbidden-character'
  | 'broken-character'
  | 'cashtags'
  | 'repeat'
  | 'media-mix'
  | 'media-count'
  | 'media-size'
  | 'media-dimensions'
  | 'media-length'
  | 'alt-too-long'
  | 'poll'
  | 'poll-with-media'
  | 'quote-with-media'
  | 'reply-settings'
  | 'delay'
  | 'link-cost'
  | 'file-name-link'
  | 'hidden-direction'
  | 'new-emoji'
  | 'mentions-only'
  | 'no-alt'
  | 'quote-own-only'
  | 'reply-own-only'
  | 'link-only'
  | 'leading-mention'
  | 'hidden-character'
  | 'recent';

/** Something a person should know about a post before it goes out. Only an error keeps it from going. */
export type Problem = {
  readonly code: ProblemCode;
  /** 0-based part; absent when it is about the post as a whole. */
  readonly part?: number;
  readonly severity: 'error' | 'warning';
  /** One plain sentence: what is wrong and what to do. */
  readonly message: string;
};

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
