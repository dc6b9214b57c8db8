import type { Instant } from '../../core/domain/time.ts';
import { distance, formatInstant } from '../../core/domain/zone.ts';
import { nextAt, type PublisherState, publisherState } from '../state/publisher.ts';
import type { SessionSnapshot } from '../state/session.ts';
import { strings } from '../strings.ts';

const words = strings.health;
/** A pause this far away is one without an end. */
const ENDLESS = 365 * 24 * 3_600_000;

/** Everything that matters, in one or two short sentences. */
export function healthSentence(
  snapshot: SessionSnapshot,
  now: Instant,
  zone: string,
): { readonly main: string; readonly more: string } {
  const state = publisherState(snapshot);
  const more: Readonly<Record<PublisherState, () => string>> = {
    healthy: () => nextWords(snapshot, now),
    degraded: () => nextWords(snapshot, now),
    waiting: () => words.waitingMore,
    offline: () => words.waitingMore,
    unhealthy: () => '',
    paused: () => pauseWords(snapshot, now, zone),
    starting: () => '',
    restarting: () => words.awayNext,
    failed: () => snapshot.shell?.workerMessage ?? '',
  };
  return { main: MAIN[state], more: more[state]() };
}

const MAIN: Readonly<Record<PublisherState, string>> = {
  healthy: words.allGood,
  degraded: words.degraded,
  waiting: words.waitingForStorage,
  offline: words.offline,
  unhealthy: words.unhealthy,
  paused: words.paused,
  starting: words.unknown,
  restarting: words.away,
  failed: words.failed,
};

function nextWords(snapshot: SessionSnapshot, now: Instant): string {
  const at = nextAt(snapshot);
  return at === null ? words.nothingNext : words.nextIn(distance(Math.max(at, now), now));
}

function pauseWords({ overview }: SessionSnapshot, now: Instant, zone: string): string {
  const until = overview?.pausedUntil;
  return typeof until === 'number' && until - now < ENDLESS
    ? words.until(formatInstant(until, zone, { zoneName: false }))
    : '';
}
