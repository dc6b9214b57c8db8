import { DAY, MINUTE, SECOND } from '../../domain/time.ts';
import type { User } from './accounts.ts';
import type { SandboxLimits } from './knobs.ts';

export type LimitName =
  | 'create'
  | 'delete'
  | 'read'
  | 'timeline'
  | 'me'
  | 'media'
  | 'mediaStatus'
  | 'mediaMetadata';

export type Verdict = { readonly allowed: boolean; readonly headers: Readonly<Record<string, string>> };

export type Limiter = {
  /** Counts the call if it may go on. */
  take(name: LimitName, user: User): Verdict;
  clear(): void;
};

type Rule = { readonly header: string; readonly key: string; readonly limit: number; readonly span: number };
type Window = { start: number; count: number };

const QUARTER = 15 * MINUTE;

/** Windows begin with the first call in them, as X's do. */
export function createLimiter(now: () => number, limits: () => SandboxLimits): Limiter {
  const windows = new Map<string, Window>();
  const windowOf = ({ key, span }: Rule, at: number): Window => {
    const known = windows.get(key);
    if (known && at >= known.start && at < known.start + span) return known;
    const fresh = { start: at, count: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  return {
    take: (name, user) => {
      const at = now();
      const states = rulesOf(name, user, limits()).map((rule) => ({ rule, window: windowOf(rule, at) }));
      const allowed = states.every(({ rule, window }) => window.count < rule.limit);
      if (allowed) for (const { window } of states) window.count += 1;
      return { allowed, headers: Object.assign({}, ...states.map(headersOf)) };
    },
    clear: () => windows.clear(),
  };
}

function rulesOf(name: LimitName, user: User, limits: SandboxLimits): readonly Rule[] {
  const quarter = { header: 'x-rate-limit', key: `${name} ${user.id}`, limit: limits[name], span: QUARTER };
  if (name !== 'create') return [quarter];
  const app = `app ${user.keys.appKey}`;
  const appDay = { header: 'x-app-limit-24hour', key: app, limit: limits.createAppDay, span: DAY };
  if (limits.createUserDay === null) return [quarter, appDay];
  const day = {
    header: 'x-user-limit-24hour',
    key: `day ${user.id}`,
    limit: limits.createUserDay,
    span: DAY,
  };
  return [quarter, appDay, day];
}

function headersOf({ rule, window }: { rule: Rule; window: Window }): Record<string, string> {
  const { header, span } = rule;
  const limit = Math.min(rule.limit, Number.MAX_SAFE_INTEGER);
  return {
    [`${header}-limit`]: String(limit),
    [`${header}-remaining`]: String(Math.max(0, limit - window.count)),
    [`${header}-reset`]: String(Math.ceil((window.start + span) / SECOND)),
  };
}
