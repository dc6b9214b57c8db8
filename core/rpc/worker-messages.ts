import type { DemoClock } from '../domain/demo-clock.ts';
import type { Finding } from '../domain/finding.ts';
import type { Health } from '../domain/health.ts';
import type { MachineEvent } from '../domain/machine-event.ts';
import type { Need } from '../domain/needs.ts';
import type { NetworkSettings } from '../domain/network.ts';
import { Secret } from '../domain/secret.ts';
import type { Status } from '../domain/status.ts';
import type { StorageTick } from '../domain/storage.ts';
import type { Instant } from '../domain/time.ts';
import type { Timings } from '../domain/timings.ts';
import type { TokenPair } from '../domain/token-pair.ts';
import type { FileResult, FileTask } from './file-jobs.ts';

/** The keys of one account and where its X is. */
export type AccountKeys = {
  readonly kind: 'sandbox' | 'x';
  readonly apiBaseUrl: string;
  readonly keys: Secret<OAuth1 | OAuth2>;
};

/** The same on its way from main to the worker, and nowhere else: a secret as such does not survive the copy. */
export type ClearKeys = Omit<AccountKeys, 'keys'> & { readonly keys: OAuth1 | OAuth2 };

export const clearKeys = ({ keys, ...rest }: AccountKeys): ClearKeys => ({ ...rest, keys: keys.reveal() });
export const hideKeys = ({ keys, ...rest }: ClearKeys): AccountKeys => ({ ...rest, keys: new Secret(keys) });

type OAuth1 = {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
};

/** As the sign-in gave them; the tokens that are in force now are asked for. */
type OAuth2 = {
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly accessToken: string;
  readonly refreshToken: string;
};

/** What the worker asks of main, which keeps the secrets. Crosses to main and back only; never logged. */
export type SecretsQuestion =
  /** The keys of all accounts as they are now. */
  | { readonly kind: 'accounts' }
  /** The tokens of a sign-in, which goes by the fingerprint of its keys. */
  | { readonly kind: 'read'; readonly signIn: string }
  /** Answered when it is on the disk. */
  | { readonly kind: 'keep'; readonly signIn: string; readonly pair: TokenPair };

export type SecretsAnswer =
  | { readonly kind: 'accounts'; readonly accounts: readonly ClearKeys[] }
  | { readonly kind: 'pair'; readonly pair: TokenPair | undefined }
  | { readonly kind: 'failed'; readonly message: string };

/** What the sandbox has of a demo already. */
export type DemoSeed = {
  readonly clock: DemoClock;
  readonly now: Instant;
  readonly zone: string;
  readonly account: { readonly name: string; readonly userId: string };
  /** X's ids of the posts that are out, in the order of `demoTweets`. */
  readonly tweetIds: readonly string[];
};

/** Main -> worker process. A `connect` message carries one MessagePort: the window's end of the contract. */
export type ToWorker =
  | {
      readonly kind: 'start';
      readonly home: string;
      readonly version: string;
      readonly accounts: readonly ClearKeys[];
      readonly timings?: Timings;
      /** As PERCH_STORAGE has it; default local. A secret. */
      readonly storage?: string;
      /** Holds a secret. */
      readonly network: NetworkSettings;
      /** The home is that of a demo: it is filled when it is empty. */
      readonly demo?: DemoSeed;
      /** Why it cannot be known which storage to use: the worker refuses, and says so. */
      readonly problem?: string;
      readonly logLevel?: string;
      /** A test may set its clocks. */
      readonly testClock?: true;
    }
  /** Instead of `start`: tries a storage and tells how it went. A secret. */
  | { readonly kind: 'probe'; readonly storage: string; readonly network: NetworkSettings }
  /** Instead of `start`: does something with a file and tells how it went. `storage` is a secret. */
  | {
      readonly kind: 'file';
      readonly task: FileTask;
      readonly home: string;
      readonly version: string;
      readonly storage: string;
      readonly network: NetworkSettings;
    }
  /** Instead of `start`: looks at everything that publishing needs, or at the way out only. Holds secrets. */
  | ({ readonly kind: 'examine' } & ExamineOrder)
  /** Other settings, from the next connection on. */
  | { readonly kind: 'network-settings'; readonly network: NetworkSettings }
  /** What the system says of an address, as a PAC file would; under the id of the question. */
  | { readonly kind: 'way'; readonly id: number; readonly hops: string }
  | { readonly kind: 'accounts'; readonly accounts: readonly ClearKeys[] }
  /** A person has signed this account out: its keys are used no more, whatever was on its way. */
  | { readonly kind: 'sign-out'; readonly account: string }
  /** Under the id that the worker gave its question. */
  | { readonly kind: 'answer'; readonly id: string; readonly answer: SecretsAnswer }
  | { readonly kind: 'connect' }
  /** The computer, or the person, is back: everything is looked at now. */
  | { readonly kind: 'wake'; readonly why: string }
  /** The system says that its network came or went: X is asked whether that is so. */
  | { readonly kind: 'network' }
  /** Of a test: clocks are wrong by so many ms more from now on, and it slept for so long. */
  | { readonly kind: 'shift'; readonly wall: number; readonly uptime: number }
  /** Connections are destroyed now; what was on the wire is checked later. */
  | { readonly kind: 'suspend' }
  | { readonly kind: 'pause'; readonly until: Instant | 'forever' | null }
  /** Finish or release what is in flight within `within` ms, then exit. */
  | { readonly kind: 'stop'; readonly within: number };

export type ExamineOrder = {
  readonly what: 'all' | 'network';
  readonly home: string;
  readonly version: string;
  /** Those of real accounts. */
  readonly accounts: readonly ClearKeys[];
  readonly storage: string;
  readonly network: NetworkSettings;
  readonly apiBaseUrl: string;
};

/** What the tray needs to tell the truth. */
export type TraySummary = {
  readonly health: Health;
  readonly counts: Readonly<Record<Status, number>>;
  /** The post that leaves next, the beginning of its text, and when it is to leave. */
  readonly next: { readonly id: string; readonly text: string; readonly dueAt: Instant } | null;
  readonly pausedUntil: Instant | null;
};

/** Worker process -> main. Silence for longer than `HEARTBEAT_LIMIT` means it hangs. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'heartbeat'; readonly summary: TraySummary }
  | {
      readonly kind: 'published';
      readonly id: string;
      readonly account: string;
      readonly tweetId: string;
      readonly text: string;
      readonly late: number;
    }
  /** What waits for a person, whenever that changes, and once at the start. `isWhole`: the posts are known. */
  | { readonly kind: 'needs'; readonly needs: readonly Need[]; readonly isWhole: boolean }
  /** Something happened to the computer; after a sleep with what became of the posts of that time. */
  | { readonly kind: 'machine'; readonly event: MachineEvent }
  /** The worker cannot run (store corrupt, another worker holds the home); restarting will not help. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'ask'; readonly id: string; readonly question: SecretsQuestion }
  /** Which proxy the system wants for an https address. */
  | { readonly kind: 'ask-way'; readonly id: number; readonly url: string }
  | { readonly kind: 'examined'; readonly findings: readonly Finding[] }
  | { readonly kind: 'file-progress'; readonly posts: number }
  | { readonly kind: 'filed'; readonly result: FileResult }
  | { readonly kind: 'probed'; readonly ticks: readonly StorageTick[] }
  | { readonly kind: 'stopped' };

/** How often the worker reports, ms. */
export const HEARTBEAT_EVERY = 5_000;
/** Silence that makes main kill and restart it, ms. */
export const HEARTBEAT_LIMIT = 20_000;
