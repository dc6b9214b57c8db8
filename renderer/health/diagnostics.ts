import { restartDelay } from '../../core/domain/backoff.ts';
import type { Finding } from '../../core/domain/finding.ts';
import type { SelfTestTick } from '../../core/domain/self-test.ts';
import type { Instant } from '../../core/domain/time.ts';
import { redacted } from '../state/redact.ts';
import type { SessionSnapshot } from '../state/session.ts';

/** What was looked at because a person asked for it. */
type Looked = { readonly ticks?: readonly SelfTestTick[]; readonly findings?: readonly Finding[] };

const iso = (at: Instant | null): string =>
  at === null || !Number.isFinite(at) ? 'never' : new Date(at).toISOString();

/**
 * How everything is, as text for whoever helps. No text of a post, no name of an account, no key: it is made of
 * numbers, states and the machine's own sentences, which are redacted as well.
 */
export function diagnosticsOf(
  { shell, overview, link }: SessionSnapshot,
  { ticks = [], findings = [] }: Looked,
  now: Instant,
): string {
  const lines = [
    `Perch ${shell?.version ?? '?'} at ${iso(now)}`,
    `worker: ${shell?.worker ?? '?'} (${link}), tray: ${yes(shell?.tray)}, sandbox: ${yes(shell?.sandbox)}`,
    ...(shell?.workerMessage === undefined ? [] : [`worker says: ${shell.workerMessage}`]),
  ];
  if (!overview) return redacted([...lines, 'no overview was received'].join('\n'));
  const { health, storage, counts, accounts, spending, late, settings, workers } = overview;
  return redacted(
    [
      ...lines,
      `health: ${health.status}`,
      ...health.reasons.map(({ code, severity, message }) => `- ${severity} ${code}: ${unnamed(message)}`),
      `storage: ${storage.kind}, ${overview.storageMs ?? '?'} ms${storage.trouble ? `, ${storage.trouble.kind}: ${storage.trouble.detail}` : ''}`,
      `queue: ${JSON.stringify(health.queue)}`,
      `posts: ${JSON.stringify(counts)}, not synced: ${overview.unsynced}`,
      `accounts: ${accounts.map(({ kind, gate }) => `${kind} ${gate.state}`).join(', ') || 'none'}`,
      `spending: ${spending.month} ${spending.spentUsd} spent, ${spending.plannedUsd} planned, cap ${spending.capUsd ?? 'none'}`,
      `late: window ${late.lateWindow} ms, gap ${late.catchUpGap} ms; paused until ${iso(overview.pausedUntil)}`,
      `workers: ${workers.map(({ kind, version, live }) => `${kind} ${version} ${live ? 'live' : 'gone'}`).join(', ') || 'only this one'}`,
      ...health.processors.map(
        ({ name, state, lastBeat, lastWorked, restarts, failures, lastError }) =>
          `${name}: ${state}, enabled ${settings[name].enabled}, beat ${iso(lastBeat)}, worked ${iso(lastWorked)}, restarts ${restarts}, back-off ${failures === 0 ? 0 : restartDelay(failures)} ms${lastError === null ? '' : `, last error: ${lastError}`}`,
      ),
      ...findings.map(({ name, state, message }) => `${name}: ${state}. ${unnamed(message)}`),
      ...ticks.map(({ what, ok, message }) => `self-test ${what}: ${ok ? 'ok' : 'NOT ok'}. ${message}`),
    ].join('\n'),
  );
}

const yes = (is: boolean | undefined): string => (is === undefined ? '?' : is ? 'yes' : 'no');
const unnamed = (message: string): string => message.replace(/@\w+/g, '@[account]');
