import { plain } from '../domain/escape.ts';
import { adviceOf, explain } from '../domain/explain.ts';
import type { AttemptRecord, HistoryEntry } from '../domain/history.ts';
import type { Post } from '../domain/post.ts';
import { isWaiting } from '../domain/status.ts';
import { distance, formatInstant } from '../domain/zone.ts';
import { contentLines } from './content-words.ts';
import { showDuration } from './duration.ts';
import { columns, facts, oneLine, plural, table } from './format.ts';
import { tellSeries } from './repeat-option.ts';
import { timeWords } from './time-option.ts';

type Event = HistoryEntry['event'];

/** What each event means to a person. */
const EVENTS: Readonly<Record<Event, string>> = {
  added: 'Added',
  imported: 'Imported',
  edited: 'Changed',
  scheduled: 'Given its time',
  drafted: 'Taken back to the drafts',
  cancelled: 'Cancelled',
  restored: 'Restored',
  enqueued: 'Due: put in the queue',
  armed: 'Sending',
  deferred: 'Waits',
  prepared: 'Its media are with X',
  reachable: 'X can be reached again',
  held: 'Held: the account cannot post',
  released: 'The account can post again',
  missed: 'Missed: its late window closed',
  partPublished: 'Part published',
  published: 'Published',
  notSent: 'X was not reached; nothing was sent',
  throttled: 'X asked to wait',
  rejected: 'X refused it',
  doubted: 'No clear answer: it may or may not be out',
  observed: 'Timeline read',
  provenAbsent: 'Not on the timeline after two reads: it is not out',
  undecided: 'Could not be found out; a person must look',
  rechecked: 'Asked to look again',
  stopRequested: 'Asked to stop after the part on its way',
  stopped: 'Stopped: the rest is not sent',
  unpublished: 'Asked to delete from X what is out',
  partDeleted: 'Deleted from X',
  continued: 'Its series',
};

/** The answer to a try, as the end of "X …". */
const OUTCOMES: Readonly<Partial<Record<AttemptRecord['outcome'], string>>> = {
  pending: 'no answer yet',
  published: 'published',
  partPublished: 'published',
  notSent: 'X not reached, nothing sent',
  throttled: 'X asked to wait',
  held: 'X did not accept the account',
  rejected: 'X refused it',
  doubted: 'no clear answer',
  stopped: 'stopped',
};

export type Story = {
  readonly post: Post;
  readonly history: readonly HistoryEntry[];
  readonly attempts: readonly AttemptRecord[];
  /** What is out is on the fake X, where no link leads. */
  readonly inSandbox: boolean;
};

/** A post with its attempts and history in plain words. */
export function describePost({ post, history, attempts, inSandbox }: Story, now: number): string {
  const sections = [
    headOf(post, now),
    partsOf(post, inSandbox),
    attemptsText(post, attempts),
    historyText(post, history),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function headOf(post: Post, now: number): string {
  const explanation = explain(post);
  const time = post.dueAt === null ? 'no time yet' : timeWords(post.dueAt, post.zone, now);
  const pairs: (readonly [string, string])[] = [
    ['Post', post.id],
    ['Status', post.stopRequested ? `${post.status} (stops after the part on its way)` : post.status],
    ['Account', `@${post.account}`],
    ['Time', time],
  ];
  if (post.nextTryAt !== null)
    pairs.push(['Next try', `${formatInstant(post.nextTryAt, post.zone)}, ${distance(post.nextTryAt, now)}`]);
  if (isWaiting(post.status)) pairs.push(['Late window', `${showDuration(post.lateWindow)} after its time`]);
  if (post.replyTo !== null) pairs.push(['Reply to', `https://x.com/i/status/${post.replyTo}`]);
  if (post.replySettings !== null) pairs.push(['May reply', post.replySettings]);
  for (const line of tellSeries(post.repeat, Math.max(now, post.dueAt ?? 0)).lines)
    pairs.push(['Series', line]);
  if (explanation) pairs.push(['What happened', plain(explanation.sentence)]);
  pairs.push(['What next', explanation ? adviceOf(explanation) : nextOf(post)]);
  return facts(pairs);
}

/** What comes next when nothing is amiss. */
function nextOf({ status }: Post): string {
  switch (status) {
    case 'draft':
      return 'Nothing, until you give it a time with `perch edit ID --at WHEN`, or send it with `perch now`.';
    case 'published':
      return 'Nothing: it is out.';
    case 'cancelled':
      return 'Nothing: it is not sent.';
    case 'publishing':
      return 'X is being asked to publish it.';
    case 'failed':
    case 'missed':
      return 'Nothing, until you decide: `perch now`, `perch edit --at WHEN` or `perch cancel`.';
    default:
      return 'It goes out at its time, while Perch is open or `perch worker` runs.';
  }
}

function partsOf({ parts, zone }: Post, inSandbox: boolean): string {
  const lines = parts.flatMap((part, i) => {
    const { text, tweetId, publishedAt, deletedAt } = part;
    const head = parts.length > 1 ? [`Part ${i + 1} of ${parts.length}`] : [];
    const place = inSandbox ? `${tweetId} in the sandbox` : `https://x.com/i/status/${tweetId}`;
    const time = publishedAt === undefined ? '' : `, ${formatInstant(publishedAt, zone)}`;
    const gone = deletedAt === undefined ? '' : `, deleted ${formatInstant(deletedAt, zone)}`;
    const out = tweetId === undefined ? [] : [`${gone === '' ? '' : 'was '}out as ${place}${time}${gone}`];
    const said = text === '' ? [] : plain(text).split('\n');
    return [...head, ...said, ...contentLines(part), ...out].map((line) => `  ${line}`);
  });
  return ['Text', ...lines].join('\n');
}

function attemptsText(post: Post, attempts: readonly AttemptRecord[]): string {
  if (attempts.length === 0) return '';
  const rows = attempts.map(({ part, armedAt, settledAt, outcome, detail }, i) => {
    const took = settledAt === undefined ? '' : ` after ${((settledAt - armedAt) / 1_000).toFixed(1)} s`;
    const words = detail === '' ? '' : ` (${oneLine(detail, 120)})`;
    return [
      `  ${i + 1}`,
      `part ${part + 1}`,
      formatInstant(armedAt, post.zone),
      `${OUTCOMES[outcome] ?? outcome}${took}${words}`,
    ];
  });
  return `${plural(attempts.length, 'attempt')}\n${columns(rows)}`;
}

function historyText(post: Post, history: readonly HistoryEntry[]): string {
  if (history.length === 0) return '';
  const rows = history.map(({ at, event, part, detail, by }) => {
    const where =
      post.parts.length > 1 && event !== 'added' && event !== 'imported' ? ` (part ${part + 1})` : '';
    const words = detail === '' ? '' : `: ${oneLine(detail, 160)}`;
    return [
      `  ${formatInstant(at, post.zone, { zoneName: false })}`,
      oneLine(by.replace(/^(worker \w{8}).*/, '$1'), 24),
      `${EVENTS[event]}${where}${words}`,
    ];
  });
  return `History (${post.zone})\n${table(['  WHEN', 'BY', 'WHAT'], rows)}`;
}
