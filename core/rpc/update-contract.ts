import type { Instant } from '../domain/time.ts';

/** Whether Perch looks for new versions; `ask`: nobody has said so yet, and nothing is looked for. */
export const UPDATE_CHOICES = ['ask', 'automatic', 'on-request'] as const;
export type UpdateChoice = (typeof UPDATE_CHOICES)[number];

/** A newer Perch; its notes are plain text. */
export type Release = { readonly version: string; readonly notes: string };

export type UpdateStatus =
  | { readonly kind: 'none'; readonly checkedAt?: Instant }
  | { readonly kind: 'checking' }
  | { readonly kind: 'downloading'; readonly version: string; readonly percent: number }
  /** Downloaded and checked; a person decides when. */
  | ({ readonly kind: 'ready' } & Release)
  /** The person wants it, and something is being published or is due in a moment. */
  | ({ readonly kind: 'waiting' } & Release)
  | { readonly kind: 'installing'; readonly version: string }
  /** The package of the system has to be replaced as it was installed. */
  | ({ readonly kind: 'elsewhere' } & Release)
  | { readonly kind: 'failed'; readonly message: string };

export type UpdateState = {
  readonly updates: {
    /** False: this Perch knows of no place to look at. */
    readonly canLook: boolean;
    readonly choice: UpdateChoice;
    readonly status: UpdateStatus;
    /** The person does not want to see it now. */
    readonly isPutOff: boolean;
  };
};

export type UpdateApi = {
  setUpdates(choice: Exclude<UpdateChoice, 'ask'>): Promise<void>;
  /** Looks now. What is found is downloaded and checked, never installed by itself. */
  checkForUpdate(): Promise<void>;
  /** Installs what is ready and starts it, as soon as nothing is being published or due. */
  restartForUpdate(): Promise<void>;
  /** Until the next start, or the next look that a person asks for. */
  putOffUpdate(): Promise<void>;
  /** This version is not offered again. */
  skipUpdate(): Promise<void>;
};
