import type { DemoClock, Speed } from '../domain/demo-clock.ts';
import type { PostingPlan } from '../domain/slots.ts';
import type { FileJob, FileJobState } from './file-jobs.ts';
import type { SignInApi, SignInShell } from './sign-in-contract.ts';

/** What the window knows of main about how a person began, and about files. */
export type BeginState = SignInShell & {
  /** The sandbox is a demo with posts that are made up, and this is its time. */
  readonly demo?: DemoClock;
  /** When a person usually posts, for the first account. */
  readonly keptPlan: PostingPlan | null;
  /** What is or was last done with a file. */
  readonly fileJob?: FileJobState;
};

/** What the window may ask of main to begin, to begin anew, and to work with files. */
export type BeginApi = SignInApi & {
  /** First run: start with the sandbox account. Resolves when the worker uses it. */
  startSandbox(): Promise<void>;
  /** Sandbox: its time runs at another speed. */
  setSpeed(speed: Speed): Promise<void>;
  /** Sandbox: removes it with all its posts; back to the welcome. The plan is kept for the first account. */
  leaveSandbox(plan: PostingPlan | null): Promise<void>;
  /** First run without the sandbox: the screens open. */
  start(plan: PostingPlan | null): Promise<void>;
  /** Asks for the file and begins; how it goes is in the state. False: another one is not done. */
  runFileJob(job: FileJob): Promise<boolean>;
};
