import type { Instant } from './time.ts';

/** A storage, as people and other storages know it. `key` tells two apart; neither holds a secret. */
export type Place = {
  readonly kind: 'local' | 'azure' | 'backup';
  readonly name: string;
  readonly key: string;
};

/** How much a move moved, and the digest that both sides had. */
export type MoveReceipt = {
  readonly posts: number;
  readonly history: number;
  readonly accounts: number;
  readonly poison: number;
  readonly content: number;
  readonly digest: string;
};

/**
 * Why nothing of a storage may be sent or changed. `id` is that of the move. `arriving`: posts are being copied
 * here; `replaces`: all that was here before had been moved away. `leaving`: they are being copied away.
 * `returning`: that was given up. `moved`: they are in force elsewhere.
 */
export type Seal =
  | {
      readonly kind: 'arriving';
      readonly id: string;
      readonly place: Place;
      readonly at: Instant;
      readonly replaces: boolean;
    }
  | {
      readonly kind: 'leaving' | 'returning';
      readonly id: string;
      readonly place: Place;
      readonly at: Instant;
    }
  | {
      readonly kind: 'moved';
      readonly id: string;
      readonly place: Place;
      readonly at: Instant;
      readonly receipt: MoveReceipt;
    };

/** What a person reads about it: what is so and what to do. */
export function sealSentence({ kind, place: { name, kind: from } }: Seal): string {
  switch (kind) {
    case 'arriving':
      if (from === 'backup')
        return `Posts are being restored here from ${name}, so nothing is sent or changed until all are here: restore the same file again if it was interrupted.`;
      return `Posts are being moved here from ${name}, so nothing is sent or changed until all are here: run \`perch storage move\` there again if it was interrupted.`;
    case 'leaving':
      return `These posts are being moved to ${name}, so nothing is sent or changed here: run \`perch storage move\` again to finish it, or with --undo to keep them here.`;
    case 'returning':
      return `These posts were being moved to ${name} and that was given up: run \`perch storage move --undo\` again to finish it.`;
    case 'moved':
      return `These posts were moved to ${name}, so nothing is sent or changed here: set PERCH_STORAGE, or open Settings.`;
  }
}
