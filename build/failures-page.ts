// docs/failures.md, made of the tables that Perch itself goes by.
import { storeError } from '../core/adapters/sqlite/errors.ts';
import { ANSWERS, type Meaning, WIRE } from '../core/adapters/x/answers.ts';
import { EXPLANATIONS } from '../core/domain/explain.ts';
import { CHECKING_FAILURES, type Failure, OWN_FAILURES } from '../core/domain/failures.ts';
import type { Outcome } from '../core/domain/outcome.ts';
import type { Post } from '../core/domain/post.ts';
import type { ReasonKind } from '../core/domain/reason.ts';
import { settle } from '../core/domain/settle.ts';
import { WAYS_OUT, type WayOut } from '../core/domain/way-out.ts';
import { STORE_TROUBLES, type StoreErrorCode } from '../core/ports/store-error.ts';

const INTRO = `# Every way it can fail, and what happens next

Made by \`npm run docs\` from the tables that Perch goes by; a test fails when this page is not up to date. The same
sentences are shown in the window and by \`perch show ID\`. The button in the window and the command are one way out:
ID stands for the post, NAME for the account.

Whatever happens, three things hold: nothing that may be out is sent again without proof that it is not, nothing is
sent after its late window, and nothing that a person wrote is deleted.`;

/** The whole page. */
export function failuresPage(): string {
  const answers = ANSWERS.map(({ title, meaning }) => outcomeRow(title, meaning));
  const wire = WIRE.map(({ title, meaning }) => outcomeRow(title, meaning));
  const head = ['What happens', 'Outcome', 'Status', 'What you read', 'What comes next', 'Way out'];
  const own = head.filter((name) => name !== 'Outcome');
  const storage = ['What happens', 'What you read', 'What Perch does', 'Command'];
  return `${[
    INTRO,
    section('X answers', head, answers, 'The first row that fits counts.'),
    section('The way to X', head, wire),
    section('Perch reads the timeline to find out', own, CHECKING_FAILURES.map(failureRow)),
    section('Perch itself', own, OWN_FAILURES.map(failureRow)),
    section('The storage', storage, storageRows()),
    section('Buttons and commands', ['In the window', 'On the command line'], exitRows()),
  ].join('\n\n')}\n`;
}

/** What a person reads after an outcome of this meaning, if it is not settled at once. */
export function reasonOf(meaning: Meaning): ReasonKind {
  return settled(meaning).reason?.kind ?? 'checking';
}

function outcomeRow(title: string, meaning: Meaning): readonly string[] {
  const { status } = settled(meaning);
  return [title, meaning.kind, status, ...wordsOf(reasonOf(meaning))];
}

function failureRow({ title, status, reason }: Failure): readonly string[] {
  return [title, status, ...(status === 'published' ? ['', 'Nothing: it is out.', ''] : wordsOf(reason))];
}

function wordsOf(kind: ReasonKind): readonly string[] {
  const { sentence, next, wayOut } = EXPLANATIONS[kind];
  return [sentence, next, exitOf(wayOut)];
}

function exitOf(wayOut: WayOut): string {
  const exit = WAYS_OUT[wayOut];
  return exit ? `**${exit.label}** \`${exit.command}\`` : 'none needed';
}

function storageRows(): readonly (readonly string[])[] {
  const codes = Object.keys(STORE_TROUBLES) as StoreErrorCode[];
  return codes.map((code) => {
    const { what, does, way } = STORE_TROUBLES[code];
    return [what, storeError(code, 'perch.db', '…').message, does, `\`${way}\``];
  });
}

function exitRows(): readonly (readonly string[])[] {
  return Object.values(WAYS_OUT).flatMap((exit) => (exit ? [[exit.label, `\`${exit.command}\``]] : []));
}

/** What such an answer makes of a post that was armed. */
function settled(meaning: Meaning): Post {
  return settle(ARMED, outcomeOf(meaning), { now: 0, nonce: '', by: '' }, 0).to;
}

function outcomeOf(meaning: Meaning): Outcome {
  switch (meaning.kind) {
    case 'throttled':
      return { kind: meaning.kind, until: 1, detail: '' };
    case 'rejected':
      return { ...meaning, http: 400, detail: '' };
    case 'duplicate':
    case 'unknown':
      return { kind: meaning.kind, detail: '' };
    default:
      return { ...meaning, detail: '' };
  }
}

const ARMED: Post = {
  id: '',
  account: '',
  status: 'publishing',
  dueAt: 0,
  zone: 'UTC',
  lateWindow: 0,
  parts: [{ text: '' }],
  cursor: 0,
  attempt: null,
  attempts: 1,
  failures: 0,
  nextTryAt: null,
  stopRequested: false,
  reason: null,
  beforeCancel: null,
  repeat: null,
  replyTo: null,
  replySettings: null,
  version: 1,
  nonce: '',
  createdAt: 0,
  updatedAt: 0,
};

function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  intro?: string,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
  return [`## ${title}`, ...(intro === undefined ? [] : [intro]), table].join('\n\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
