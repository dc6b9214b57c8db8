import type { PartContent, ReplySettings } from '../domain/content.ts';
import type { RepeatRule } from '../domain/repeat.ts';
import type { Instant } from '../domain/time.ts';

/** What the composer puts into one part. Media are those that `attach` gave, with the alt text that was written since. */
export type PartInput = PartContent;

export type NewPostInput = {
  readonly id: string;
  readonly account: string;
  readonly parts: readonly PartInput[];
  readonly dueAt: Instant | null;
  readonly zone: string;
  readonly draft?: boolean | undefined;
  /** `dueAt` is a slot: when it is taken by now, the next free one is meant. The zone of this computer. */
  readonly slotZone?: string | undefined;
  /** Makes it the first of a series. */
  readonly repeat?: RepeatRule | undefined;
  /** X id of the post that the first part replies to. */
  readonly replyTo?: string | undefined;
  /** Who may reply; by default everyone. */
  readonly replySettings?: ReplySettings | undefined;
};

export type PostEditInput = {
  readonly parts?: readonly PartInput[] | undefined;
  readonly dueAt?: Instant | undefined;
  readonly zone?: string | undefined;
  readonly account?: string | undefined;
  /** Keeps (or makes) it a draft. */
  readonly draft?: boolean | undefined;
  /** As in `NewPostInput`. */
  readonly slotZone?: string | undefined;
  /** A new series begins with it; null: its series ends with it. */
  readonly repeat?: RepeatRule | null | undefined;
  /** Null: to none. */
  readonly replyTo?: string | null | undefined;
  /** Null: everyone. */
  readonly replySettings?: ReplySettings | null | undefined;
  /** What the change was made on: refused (`changed`) when it is something else by now. */
  readonly expected?: readonly PartInput[] | undefined;
};
