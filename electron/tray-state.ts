import { MINUTE } from '../core/domain/time.ts';
import type { TraySummary } from '../core/rpc/worker-messages.ts';
import type { WorkerStatus } from './worker-supervision.ts';

export const TRAY_STATES = ['starting', 'healthy', 'publishing', 'attention', 'paused', 'error'] as const;
export type TrayState = (typeof TRAY_STATES)[number];

/** All that the tray shows. */
export type TrayFacts = {
  readonly worker: WorkerStatus;
  /** The worker's last report; undefined before the first one. */
  readonly summary: TraySummary | undefined;
};

/** Windows cuts a tooltip off after this many characters. */
const TOOLTIP_LIMIT = 127;
const TITLE_LIMIT = 28;
const WAITING = ['scheduled', 'queued', 'retrying', 'held'] as const;
const IN_FLIGHT = ['publishing', 'checking'] as const;

/** The worst that is true: nothing less than it is ever shown. */
export function trayStateOf({ worker, summary }: TrayFacts): TrayState {
  if (worker.state === 'failed' || worker.state === 'restarting') return 'error';
  if (worker.state === 'starting' || !summary) return 'starting';
  const { status, attention } = summary.health;
  if (status === 'unhealthy') return 'error';
  if (status === 'degraded' || attention > 0) return 'attention';
  if (status === 'paused') return 'paused';
  return inFlight(summary) > 0 ? 'publishing' : 'healthy';
}

/** One line for the tooltip and the menu's first entry. */
export function trayText(facts: TrayFacts, clock: (at: number) => string): string {
  return shorten(`Perch: ${describe(facts, clock)}`, TOOLTIP_LIMIT);
}

function describe({ worker, summary }: TrayFacts, clock: (at: number) => string): string {
  if (worker.state === 'failed') return `not publishing. ${worker.message ?? ''}`.trim();
  if (worker.state === 'restarting') return 'publishing stopped and is being restarted';
  if (worker.state === 'starting' || !summary) return 'starting';
  const { health, next } = summary;
  const waiting = WAITING.reduce((sum, status) => sum + summary.counts[status], 0);
  const parts = [
    health.status === 'unhealthy' &&
      (health.reasons.find((r) => r.severity === 'unhealthy')?.message ?? 'not well'),
    health.status === 'degraded' &&
      health.reasons.find(({ code }) => code === 'storage')?.message.replace(/\.$/, ''),
    isPaused(summary) && pausedText(summary, clock),
    inFlight(summary) > 0 && `publishing ${inFlight(summary)}`,
    waiting > 0 ? `${waiting} queued` : 'nothing queued',
    next && !isPaused(summary) && `next ${clock(next.dueAt)}`,
    health.attention > 0 && `${health.attention} ${health.attention === 1 ? 'needs' : 'need'} you`,
  ];
  return parts.filter(Boolean).join(', ');
}

export function isPaused({ health, pausedUntil }: TraySummary): boolean {
  return pausedUntil !== null && health.reasons.some(({ code }) => code === 'paused');
}

function pausedText({ pausedUntil }: TraySummary, clock: (at: number) => string): string {
  return pausedUntil !== null && Number.isFinite(pausedUntil)
    ? `paused until ${clock(pausedUntil)}`
    : 'paused';
}

function inFlight({ counts }: TraySummary): number {
  return IN_FLIGHT.reduce((sum, status) => sum + counts[status], 0);
}

/** What a menu entry does. */
export type TrayCommand = 'compose' | 'open' | 'pause-hour' | 'pause' | 'resume' | 'quit';

export type TrayMenuItem =
  | { readonly label: string; readonly command: TrayCommand }
  | { readonly label: string; readonly command?: never }
  | 'separator';

/** The tray's menu: what does not apply is left out. */
export function trayMenu(facts: TrayFacts, clock: (at: number) => string): readonly TrayMenuItem[] {
  const { summary } = facts;
  const attention = summary?.health.attention ?? 0;
  const next = summary?.next;
  return [
    { label: trayText(facts, clock) },
    'separator',
    { label: 'New post…', command: 'compose' },
    ...(next
      ? [
          {
            label: `Next: “${shorten(next.text, TITLE_LIMIT)}” ${clock(next.dueAt)}`,
            command: 'open',
          } as const,
        ]
      : []),
    ...pauseItems(facts),
    ...(attention > 0 ? [{ label: `Needs attention (${attention})…`, command: 'open' } as const] : []),
    'separator',
    { label: 'Open Perch', command: 'open' },
    { label: 'Quit Perch', command: 'quit' },
  ];
}

function pauseItems({ worker, summary }: TrayFacts): readonly TrayMenuItem[] {
  if (worker.state !== 'running' || !summary) return [];
  if (isPaused(summary)) return [{ label: 'Resume publishing', command: 'resume' }];
  return [
    { label: 'Pause for 1 hour', command: 'pause-hour' },
    { label: 'Pause until I resume', command: 'pause' },
  ];
}

export const PAUSE_FOR = 60 * MINUTE;

/** One line, cut at a whole character. */
function shorten(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const characters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  let cut = '';
  for (const character of characters) {
    if (cut.length + character.length >= limit) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}
