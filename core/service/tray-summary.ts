import type { Overview } from '../rpc/contract.ts';
import type { TraySummary } from '../rpc/worker-messages.ts';

/** Longer than any menu shows. */
const TEXT_LIMIT = 60;

/** As much of an overview as the tray shows. */
export function traySummaryOf({ health, counts, next, pausedUntil }: Overview): TraySummary {
  // A post that is tried again leaves then, not at the time that has passed.
  const at = next?.nextTryAt ?? next?.dueAt;
  const text = next?.parts[0]?.text.slice(0, TEXT_LIMIT) ?? '';
  return {
    health,
    counts,
    next: next && at != null ? { id: next.id, text, dueAt: Date.parse(at) } : null,
    pausedUntil,
  };
}
