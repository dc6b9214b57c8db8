import type { PostId } from './post.ts';

/** What a new post is to begin with; a person reads it, changes it and decides. */
export type DraftIntent = {
  readonly text: string;
  /** As a person would write it into "When"; may be empty. */
  readonly when: string;
  /** The handle without @; it may be of no account here. */
  readonly account?: string;
};

/** What a person asked for outside the window: in the tray, a notification, a link, by a shortcut. */
export type Intent =
  | { readonly kind: 'compose'; readonly draft?: DraftIntent }
  | { readonly kind: 'post'; readonly id: PostId }
  /** `attention`: the posts that wait for a person. */
  | { readonly kind: 'show'; readonly screen: 'queue' | 'attention' | 'health' | 'settings' };
