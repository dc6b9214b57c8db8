/** A post as the timeline gives it, before any normalisation. */
export type TimelinePost = {
  readonly id: string;
  readonly text: string;
  /** The full text of a post longer than 280 characters. */
  readonly noteText?: string;
  readonly parentId?: string;
  /** X's ids of what was uploaded for it; absent: not known. */
  readonly mediaIds?: readonly string[];
  /** t.co links with what they stand for. */
  readonly urls: readonly { readonly url: string; readonly expanded: string }[];
};
