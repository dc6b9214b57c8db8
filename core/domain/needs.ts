import type { Gate } from './account.ts';
import { EXPLANATIONS } from './explain.ts';
import { shorten } from './notice-text.ts';
import type { Status } from './status.ts';
import { type StorageTrouble, troubleSentence } from './storage.ts';
import type { PostView } from './view.ts';

/** Where a person finds what a notification is about. */
export type NoticeTarget =
  | { readonly kind: 'attention' | 'health' | 'settings' }
  | { readonly kind: 'post'; readonly id: string };

/** Said to a person outside of the window. */
export type Notice = {
  /** Another one with the same key takes its place. */
  readonly key: string;
  readonly title: string;
  readonly tone: 'success' | 'danger';
  /** Plain text; may hold what a person wrote. */
  readonly body: string;
  readonly target: NoticeTarget;
};

/** Something that waits for a person and does not heal by itself. */
export type Need = Notice & {
  /** With another stamp it has happened again. */
  readonly stamp: string;
};

export type NeedFacts = {
  /** Posts that wait for a person. */
  readonly posts: readonly PostView[];
  readonly accounts: readonly { readonly name: string; readonly gate: Gate }[];
  readonly trouble: StorageTrouble | undefined;
  /** The monthly cap holds posts. */
  readonly isCapped: boolean;
  /** USD. */
  readonly capUsd: number | null;
};

/** Their posts are told of one by one; those of a held account with the account. */
export const NEEDY_STATUSES = ['failed', 'missed'] as const satisfies readonly Status[];

const SHOWN_OF_TEXT = 80;

export const postKey = (id: string): string => `post ${id}`;

/** Everything that waits for a person now. What Perch tries again by itself is not among it. */
export function needsOf({ posts, accounts, trouble, isCapped, capUsd }: NeedFacts): readonly Need[] {
  return [
    ...posts.map(postNeed),
    ...accounts.flatMap(({ name, gate }) => (gate.state === 'held' ? [accountNeed(name, gate.reason)] : [])),
    ...(trouble && !HEALS.has(trouble.kind) ? [storageNeed(trouble)] : []),
    ...(isCapped ? [capNeed(capUsd ?? 0)] : []),
  ];
}

const HEALS: ReadonlySet<StorageTrouble['kind']> = new Set(['unavailable', 'busy']);

function postNeed(post: PostView): Need {
  const { id, status, reason, attempts, dueAt, explanation, parts, account } = post;
  const isOut = parts.some(({ tweetId }) => tweetId !== undefined);
  const missed =
    status === 'missed' ? `A post of @${account} was missed` : `A post of @${account} was not sent`;
  const text = shorten(parts[0]?.text ?? '', SHOWN_OF_TEXT);
  return {
    key: postKey(id),
    tone: 'danger',
    stamp: `${status} ${reason ?? ''} ${attempts} ${dueAt ?? ''}`,
    title: isOut ? `A thread of @${account} stopped on its way` : missed,
    body: `“${text}” ${explanation?.sentence ?? ''}`.trim(),
    target: { kind: 'post', id },
  };
}

function accountNeed(name: string, reason: Extract<Gate, { state: 'held' }>['reason']): Need {
  return {
    key: `account ${name}`,
    tone: 'danger',
    stamp: reason,
    title: `Nothing goes out as @${name}`,
    body: `${EXPLANATIONS[reason].sentence} Its posts wait until you look at it.`,
    target: { kind: 'health' },
  };
}

function storageNeed(trouble: StorageTrouble): Need {
  const body = troubleSentence(trouble);
  return {
    key: 'storage',
    tone: 'danger',
    stamp: trouble.kind,
    title: 'Perch cannot use its storage',
    body,
    target: { kind: 'health' },
  };
}

function capNeed(capUsd: number): Need {
  return {
    key: 'cap',
    tone: 'danger',
    stamp: String(capUsd),
    title: 'The monthly cap is reached',
    body: `Posts wait because of your cap of $${capUsd}. Raise it in Settings, or their time may pass.`,
    target: { kind: 'attention' },
  };
}

/** The part that publishes has given up: nobody starts it again but a person. */
export function publisherNeed(message: string): Need {
  return {
    key: 'publisher',
    tone: 'danger',
    stamp: message,
    title: 'Perch has stopped publishing',
    body: message,
    target: { kind: 'health' },
  };
}
