import type { Fault } from './faults.ts';
import type { SandboxKnobs, SandboxKnobsPatch } from './knobs.ts';
import type { MediaRecord } from './media.ts';

/** OAuth 1.0a keys, named as `twitter-api-v2` names them. */
export type SandboxKeys = {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
};

/** What an OAuth 2 sign-in gives; a public client has no secret. */
export type SandboxOAuth2Keys = {
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly accessToken: string;
  readonly refreshToken: string;
};

/** Who signs in, default the main account; with a client id that is known it is the same app again. */
export type SignInDetails = {
  readonly username?: string;
  readonly clientId?: string;
  readonly confidential?: boolean;
};

/** One sign-in. `refreshes` counts those that gave new tokens, `refusals` those that showed a dead token. */
export type GrantState = {
  readonly clientId: string;
  readonly userId: string;
  readonly revoked: boolean;
  readonly refreshes: number;
  readonly refusals: number;
};

export type SandboxAccount = { readonly id: string; readonly name: string; readonly username: string };

/** A post as it was received: `text` is what the client sent, character for character. Times in epoch ms. */
export type SandboxPost = {
  readonly id: string;
  readonly authorId: string;
  readonly text: string;
  readonly createdAt: number;
  readonly parentId?: string;
  readonly quotedId?: string;
  /** Ids of its uploads, in order. */
  readonly mediaIds?: readonly string[];
  readonly poll?: SandboxPoll;
  /** Who may reply; absent: everyone. */
  readonly replySettings?: string;
  readonly deletedAt?: number;
};

/** A post of the past; `isReply`: to the one before it. */
export type PastPost = { readonly text: string; readonly createdAt: number; readonly isReply: boolean };
export type SandboxPoll = { readonly options: readonly string[]; readonly duration_minutes: number };

/** One call that reached the API, in order of arrival. Holds no headers and no bodies. */
export type SandboxRequest = {
  /** Epoch ms of the machine's clock, with a fraction. */
  readonly at: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Status that was sent, whole or in part; null while or when nothing is answered. */
  readonly status: number | null;
  /** Whether the call has changed what is stored, whatever was answered. */
  readonly applied: boolean;
  /** The post that it made or would have made. */
  readonly postId?: string;
  readonly fault?: Fault['kind'];
  /** Why the sandbox itself failed (500), such as a full disk. */
  readonly error?: string;
};

export type SandboxOptions = {
  /** SQLite file, made when missing; `:memory:` keeps nothing. */
  readonly file: string;
  /** 0, the default: a free one. */
  readonly port?: number;
  /** Epoch ms; the machine's clock by default. */
  readonly now?: () => number;
  /** Serve `/__sandbox/`. Default false. */
  readonly control?: boolean;
  readonly knobs?: SandboxKnobsPatch;
};

/** A running fake of the X v2 API. */
export type Sandbox = {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly keys: SandboxKeys;
  readonly controlSecret: string;
  readonly account: SandboxAccount;
  /** One more user with an app of its own. */
  addAccount(details: AccountDetails): { readonly account: SandboxAccount; readonly keys: SandboxKeys };
  /** Signs an account in with OAuth 2. */
  signIn(details?: SignInDetails): SandboxOAuth2Keys;
  /** Takes the rights of an OAuth 2 client away. */
  revoke(clientId: string): void;
  /** All OAuth 2 access tokens end now. */
  endAccess(): void;
  grants(): readonly GrantState[];
  /** Replaces all faults; each counts its matches anew. */
  setFaults(faults: readonly Fault[]): void;
  knobs(): SandboxKnobs;
  setKnobs(patch: SandboxKnobsPatch): void;
  /** All posts of all accounts, oldest first, deleted ones with `deletedAt`. */
  posts(): readonly SandboxPost[];
  /** All uploads, oldest first, posted or not. */
  media(): readonly MediaRecord[];
  requests(): readonly SandboxRequest[];
  /** Puts posts of the main account on the timeline as if they had been made then. @returns their ids */
  addPast(posts: readonly PastPost[]): readonly string[];
  /** Forgets posts, requests, faults, spent limits and knobs. Accounts and keys stay. */
  reset(): void;
  /** Cuts all connections and drops what was to happen late. */
  close(): Promise<void>;
};

export type AccountDetails = { readonly username: string; readonly name?: string };
