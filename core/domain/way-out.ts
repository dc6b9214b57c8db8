/** The one thing a person can do about a post that is kept back; `wait`: nothing, Perch does it. */
export type WayOut =
  | 'none'
  | 'wait'
  | 'retry'
  | 'edit'
  | 'recheck'
  | 'reschedule'
  | 'stop'
  | 'anyway'
  | 'account'
  | 'credit'
  | 'unlock';

/** The label of the window's button, and the command that does the same; ID and NAME stand for post and account. */
type Exit = { readonly label: string; readonly command: string };

export const WAYS_OUT = {
  none: null,
  wait: null,
  retry: { label: 'Try again', command: 'perch retry ID' },
  edit: { label: 'Edit', command: 'perch edit ID --text TEXT --at WHEN' },
  recheck: { label: 'Check again', command: 'perch retry ID' },
  reschedule: { label: 'Give a new time', command: 'perch edit ID --at WHEN' },
  stop: { label: 'Cancel post', command: 'perch cancel ID' },
  anyway: { label: 'Post anyway', command: 'perch now ID' },
  account: { label: 'The keys are fixed', command: 'perch accounts test NAME' },
  credit: { label: 'Add credit', command: 'perch accounts test NAME' },
  unlock: { label: 'Open X', command: 'perch accounts test NAME' },
} as const satisfies Readonly<Record<WayOut, Exit | null>>;

/** The command of a way out for this post or account, or undefined when there is none. */
export function commandOf(wayOut: WayOut, { id, account }: Subject): string | undefined {
  return WAYS_OUT[wayOut]?.command.replace(/\bID\b/, id ?? 'ID').replace(/\bNAME\b/, account);
}

type Subject = { readonly id?: string; readonly account: string };
