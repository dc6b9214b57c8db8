import type { Scope } from '../../domain/authorization.ts';
import type { Accounts, User } from './accounts.ts';
import type { SandboxClock } from './clock.ts';
import type { Codes } from './codes.ts';
import type { Grants } from './grants.ts';
import type { ApiRequest, Reply } from './http.ts';
import type { KnobBox } from './knobs.ts';
import type { LimitName } from './limits.ts';
import type { MediaShelf } from './media.ts';
import type { Posts } from './posts.ts';

/** What the endpoints work on. */
export type World = {
  readonly posts: Posts;
  readonly media: MediaShelf;
  readonly accounts: Accounts;
  readonly grants: Grants;
  readonly codes: Codes;
  readonly knobs: KnobBox;
  readonly clock: SandboxClock;
};

/** One call that has passed the gate. */
export type Call = {
  readonly request: ApiRequest;
  readonly user: User;
  /** The `:id` of the path, if it has one. */
  readonly id: string;
  readonly now: number;
  /** The id of the post that this call makes: the same one each time it is asked. */
  readonly newId: () => string;
};

/** Runs inside a transaction when the endpoint writes. */
export type Handler = (call: Call, world: World) => Reply;

export type Endpoint = {
  readonly method: string;
  /** `:id` stands for a decimal id. */
  readonly path: string;
  readonly limit: LimitName;
  readonly writes: boolean;
  /** What an OAuth 2 sign-in must have been given for it. */
  readonly scope: Scope;
  readonly handle: Handler;
};
