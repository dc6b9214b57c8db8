import type { Post } from '../domain/post.ts';
import type { Problem } from '../domain/problem.ts';
import { isInFlight } from '../domain/status.ts';
import { isTakenDown } from '../domain/transition.ts';

export type RefusalCode =
  | 'unknown-post'
  | 'unknown-account'
  | 'invalid'
  | 'past'
  | 'on-its-way'
  | 'wrong-status'
  | 'changed'
  | 'part-is-out'
  | 'nothing-out'
  | 'no-keys'
  | 'taken-down'
  | 'in-doubt'
  | 'unsynced';

/** A refusal is a value with one clear sentence: what was wrong and what to do. Nothing was changed. */
export type Refused = {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly message: string;
  readonly problems?: readonly Problem[];
};
export type Saved = {
  readonly kind: 'ok';
  readonly post: Post /** Said when it went through, but not as asked. */;
  readonly note?: string;
  /** It is on this computer only, until the shared storage can be reached. */
  readonly unsynced?: true;
};
export type SaveResult = Saved | Refused;

export const refuse = (code: RefusalCode, message: string, problems?: readonly Problem[]): Refused => ({
  kind: 'refused',
  code,
  message,
  ...(problems && { problems }),
});

/** Why `post` cannot be `what`, as a person would say it. */
export function cannot(post: Post, what: string): Refused {
  if (isInFlight(post.status)) {
    return refuse(
      'on-its-way',
      `The post is already on its way and cannot be ${what} now. Wait until it is settled: \`perch show ${post.id}\`.`,
    );
  }
  if (isTakenDown(post)) {
    return refuse(
      'taken-down',
      `The post was deleted from X and cannot be ${what}. To post it again, add it as a new post.`,
    );
  }
  if (post.status === 'published') {
    return refuse(
      'wrong-status',
      `The post is published and cannot be ${what}. To post it again, add it as a new post.`,
    );
  }
  return refuse(
    'wrong-status',
    `A ${post.status} post cannot be ${what}. Give it a time with \`perch edit ${post.id} --at WHEN\`.`,
  );
}
