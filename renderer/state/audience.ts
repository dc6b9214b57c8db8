import type { ReplySettings } from '../../core/domain/content.ts';

/** To whom a post speaks: what it replies to, and who may reply. Absent: to none, and everyone. */
export type Audience = { readonly replyTo?: string; readonly replySettings?: ReplySettings };

type Spoken = { readonly audience?: Audience; readonly editing: { readonly audience?: Audience } | null };

export const isSameAudience = (a: Audience = {}, b: Audience = {}): boolean =>
  a.replyTo === b.replyTo && a.replySettings === b.replySettings;

/** What of the audience is not as it is stored, for an edit of the post. */
export function changedAudience({ audience = {}, editing }: Spoken): {
  readonly replyTo?: string | null;
  readonly replySettings?: ReplySettings | null;
} {
  const before = editing?.audience ?? {};
  const { replyTo = null, replySettings = null } = audience;
  return {
    ...(audience.replyTo !== before.replyTo && { replyTo }),
    ...(audience.replySettings !== before.replySettings && { replySettings }),
  };
}
