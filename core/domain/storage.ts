import type { Instant } from './time.ts';

/** What keeps the shared storage from being used, and since when. It may go away by itself. */
export type StorageTrouble = {
  readonly kind: 'unavailable' | 'refused' | 'busy' | 'clock';
  /** In the words of whoever noticed it, such as `403 AuthenticationFailed`; may be empty. */
  readonly detail: string;
  readonly since: Instant;
};

/** Where the posts are, as far as it may be shown: no key, no signature. */
export type StorageView = {
  readonly kind: 'local' | 'azure';
  /** Of the storage account; empty for the storage on this computer. */
  readonly account: string;
  readonly trouble?: StorageTrouble;
};

export const LOCAL_VIEW: StorageView = { kind: 'local', account: '' };

/** What one service of a storage account let us do. `problem` is empty when it is fine. */
export type StorageTick = {
  readonly service: 'connection' | 'tables' | 'queues' | 'blobs';
  readonly ok: boolean;
  readonly problem: string;
};

/** What is the matter, as one sentence. */
export function troubleSentence({ kind, detail }: StorageTrouble): string {
  if (kind === 'clock')
    return `This computer's clock is ${detail} wrong: set it, so that the shared storage lets Perch in.`;
  return `${WHAT[kind]}${detail === '' ? '' : ` (${detail})`}: ${NEXT[kind]}.`;
}

const WHAT = {
  unavailable: 'The shared storage cannot be reached',
  refused: 'The shared storage does not accept the key',
  busy: 'The shared storage is overloaded',
} as const;

const NEXT = {
  unavailable: 'nothing is lost, Perch keeps trying',
  refused: 'copy the connection string anew from the storage account',
  busy: 'nothing is lost, Perch keeps trying',
} as const;
