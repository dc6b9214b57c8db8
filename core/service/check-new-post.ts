import { checkPost } from '../domain/check.ts';
import { LATE_WINDOWS } from '../domain/late.ts';
import type { Post } from '../domain/post.ts';
import { ruleProblem } from '../domain/repeat.ts';
import { type Instant, SECOND } from '../domain/time.ts';
import { isZone } from '../domain/zone.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { NewPost } from './new-post.ts';
import { type Refused, refuse } from './save-result.ts';

type Context = {
  readonly accounts: Pick<AccountStore, 'get' | 'list'>;
  readonly now: Instant;
  /** The time is not being changed, so a past one is not the person's mistake. */
  readonly sameTime?: boolean;
};

/** A new post, or one as an edit would leave it. */
type Input = Omit<NewPost, 'id' | 'replyTo' | 'replySettings'> &
  Partial<Pick<Post, 'replyTo' | 'replySettings'>>;

/** A time this little in the past is "now": the person was typing. */
export const PAST_GRACE = 5 * SECOND;

/** Why the post cannot be saved, or undefined. A draft may be unfinished in every way but its zone. */
export async function checkNewPost(input: Input, context: Context): Promise<Refused | undefined> {
  if (!isZone(input.zone)) {
    return refuse('invalid', `"${input.zone}" is not a time zone. Use an IANA name such as Europe/London.`);
  }
  const window = input.lateWindow;
  if (window !== undefined && !(window >= LATE_WINDOWS.min && window <= LATE_WINDOWS.max)) {
    return refuse('invalid', 'The late window must be from 1 minute to 7 days.');
  }
  if (input.repeatRule) {
    const problem = ruleProblem(input.repeatRule);
    if (problem !== undefined) return refuse('invalid', problem);
    if (input.dueAt === null) return refuse('invalid', 'To repeat, a post needs the time of its first one.');
  }
  if (input.draft) return undefined;
  return (
    (await checkAccountAndText(input, context)) ??
    (context.sameTime ? undefined : checkTime(input, context.now))
  );
}

async function checkAccountAndText(input: Input, { accounts }: Context): Promise<Refused | undefined> {
  const account = await accounts.get(input.account);
  if (!account) {
    const known = (await accounts.list()).map((a) => a.name).join(', ') || 'none yet';
    return refuse('unknown-account', `There is no account "${input.account}". Known accounts: ${known}.`);
  }
  const errors = checkPost(input.parts, { ...input, premium: account.premium }).filter(
    (p) => p.severity === 'error',
  );
  if (errors.length === 0) return undefined;
  return refuse('invalid', errors.map((p) => p.message).join(' '), errors);
}

function checkTime({ dueAt }: Input, now: Instant): Refused | undefined {
  if (dueAt === null) return refuse('invalid', 'A post needs a time. Give one, or save it as a draft.');
  if (dueAt < now - PAST_GRACE) {
    return refuse(
      'past',
      `${new Date(dueAt).toISOString()} is in the past. Choose a later time, or send it now.`,
    );
  }
  return undefined;
}
