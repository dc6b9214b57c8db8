import { plain } from '../core/domain/escape.ts';
import { HOUR, type Instant, MINUTE } from '../core/domain/time.ts';
import type { TraySummary } from '../core/rpc/worker-messages.ts';
import {
  inFlight,
  isOffline,
  isPaused,
  offlineSince,
  type TrayFacts,
  trayStateOf,
  worriesOf,
} from './tray-state.ts';
import type { TrayTimes } from './tray-time.ts';

/** Windows cuts a tooltip off after this many characters. */
const TOOLTIP_LIMIT = 127;
/** A menu that is wider than this is hard to read. */
const HEADER_LIMIT = 80;
const WAITING = ['scheduled', 'queued', 'retrying', 'held'] as const;

/** The first entry of the menu: how it is. Some systems show no tooltip. */
export function trayHeader(facts: TrayFacts, times: TrayTimes): string {
  return shorten(`${nameOf(facts)} — ${upperFirst(statusWords(facts, times))}`, HEADER_LIMIT);
}

/** What is not as usual, then what waits, what is next and what was last. */
export function trayTooltip(facts: TrayFacts, times: TrayTimes): string {
  const { summary } = facts;
  const state = trayStateOf(facts);
  const status = state === 'healthy' ? '' : statusWords(facts, times);
  const counts = summary && facts.worker.state === 'running' ? countWords(summary, times) : [];
  const last = facts.lastPost === undefined ? '' : lastWords(facts.lastPost, times.now());
  return shorten(`${nameOf(facts)} — ${[status, ...counts, last].filter(Boolean).join(', ')}`, TOOLTIP_LIMIT);
}

const nameOf = ({ sandbox }: TrayFacts): string => (sandbox ? 'Perch (sandbox)' : 'Perch');

function statusWords(facts: TrayFacts, times: TrayTimes): string {
  const { worker, summary } = facts;
  if (worker.state === 'failed') return `not publishing. ${worker.message ?? ''}`.trim();
  if (worker.state === 'restarting') return 'publishing stopped and is being restarted';
  if (worker.state === 'starting' || !summary) return 'starting';
  const { attention } = summary.health;
  const [worry] = worriesOf(facts);
  const parts = [
    worry?.message.replace(/\.$/, ''),
    attention > 0 && `${attention} ${attention === 1 ? 'post needs' : 'posts need'} you`,
    isOffline(facts) && offlineWords(summary, times),
    summary.health.status === 'paused' && pausedWords(summary, times),
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(', ');
  if (inFlight(summary) > 0) return `publishing ${inFlight(summary)}`;
  return facts.sandbox ? 'nothing goes to X' : 'healthy';
}

function offlineWords(summary: TraySummary, { short }: TrayTimes): string {
  const since = offlineSince(summary);
  return `offline${since === undefined ? '' : ` since ${short(since)}`}, posts wait for the network`;
}

function pausedWords(summary: TraySummary, { short }: TrayTimes): string {
  const { pausedUntil, health } = summary;
  if (!isPaused(summary)) return health.reasons[0]?.message.replace(/\.$/, '') ?? 'paused';
  return pausedUntil !== null && Number.isFinite(pausedUntil)
    ? `paused until ${short(pausedUntil)}`
    : 'paused';
}

function countWords(summary: TraySummary, { short }: TrayTimes): readonly string[] {
  const waiting = WAITING.reduce((sum, status) => sum + summary.counts[status], 0);
  const { next } = summary;
  return [
    waiting > 0 ? `${waiting} queued` : 'nothing queued',
    ...(next && summary.health.status !== 'paused' ? [`next ${short(next.dueAt)}`] : []),
  ];
}

function lastWords(at: Instant, now: Instant): string {
  const ago = now - at;
  if (ago < MINUTE) return 'last post just now';
  if (ago < HOUR) return `last post ${Math.floor(ago / MINUTE)} min ago`;
  return ago < 24 * HOUR ? `last post ${Math.floor(ago / HOUR)} h ago` : '';
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One line, cut at a whole character. */
export function shorten(text: string, limit: number): string {
  const line = plain(text).replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const characters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  let cut = '';
  for (const character of characters) {
    if (cut.length + character.length >= limit) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}
