import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PROCESSORS } from '../../core/domain/processor.ts';
import { diagnosticsOf } from '../../renderer/health/diagnostics.ts';
import { heartbeats } from '../../renderer/health/heartbeats.tsx';
import { lateness, postsPerDay } from '../../renderer/state/pictures.ts';
import { redacted } from '../../renderer/state/redact.ts';
import { UNKNOWN } from '../../renderer/state/session-snapshot.ts';
import { sampleOverview } from './harness/sample-overview.ts';
import { postView } from './support.ts';

const facts = {
  health: 'bad',
  pausedUntil: null,
  settings: DEFAULT_PROCESSORS,
  plans: {},
  late: { lateWindow: 3_600_000, catchUpGap: 60_000 },
  capUsd: 5,
} as const;

/** As X and Azure make them: long, of letters and digits. */
const aSecret = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9+/_=-]{23,60}$/), fc.integer({ min: 0, max: 9 }))
  .map(([text, digit]) => `${text}${digit}`);

describe('the diagnostics', () => {
  it('hold no secret, wherever one got into', () => {
    fc.assert(
      fc.property(
        aSecret,
        fc.constantFrom('', 'AccountKey=', 'Bearer ', '"accessToken":"', 'sig='),
        (secret, before) => {
          const overview = sampleOverview([], facts);
          const words = `request failed: ${before}${secret} was refused`;
          const [first] = overview.health.processors;
          if (!first) throw new Error('a processor');
          const leaky = {
            ...overview,
            health: {
              ...overview.health,
              reasons: [{ code: 'account', severity: 'degraded', message: words }],
              processors: [{ ...first, lastError: words }],
            },
            storage: {
              kind: 'azure',
              account: 'a',
              trouble: { kind: 'unavailable', detail: words, since: 0 },
            },
          } as const;
          const text = diagnosticsOf(
            { ...UNKNOWN, overview: leaky, link: 'open' },
            {
              ticks: [{ what: 'x', ok: false, message: words }],
              findings: [{ name: 'X', state: 'bad', message: `${words} to @ada_lovelace` }],
            },
            Date.now(),
          );
          expect(text).not.toContain(secret);
          expect(text).not.toContain('ada_lovelace');
          expect(text).toContain('was refused');
        },
      ),
    );
  });

  it('name no person, no folder of theirs and no account, and keep what helps', () => {
    expect(redacted('EACCES /home/ada/.config/Perch/perch.db')).toBe(
      'EACCES /home/[you]/.config/Perch/perch.db',
    );
    expect(redacted('password: hunter2, then')).toBe('password: [secret], then');
    const overview = sampleOverview([postView({ parts: [{ text: 'a text of mine' }] })], {
      ...facts,
      health: 'bad',
    });
    const text = diagnosticsOf({ ...UNKNOWN, overview, link: 'open' }, {}, 0);
    expect(text).not.toMatch(/sandbox\b.*@|a text of mine/);
    expect(text).toContain('last error: SQLITE_BUSY: database is locked');
    expect(text).toContain('spending: 2026-11 3.42 spent, 1.23 planned, cap 5');
    expect(text).toMatch(/publish: backing-off, enabled true/);
  });

  it('say so when nothing is known', () => {
    expect(diagnosticsOf(UNKNOWN, {}, 0)).toContain('no overview was received');
  });
});

describe('pictures', () => {
  it('count posts by their local days, two weeks each way', () => {
    const at = (days: number) => new Date(2027, 2, 15 + days, 12).toISOString();
    const today = Math.floor(Date.UTC(2027, 2, 15) / 86_400_000);
    const posts = [
      ...[-20, -14, 0, 0, 14, 20].map((days) => postView({ dueAt: at(days), status: 'scheduled' })),
      postView({ dueAt: at(0), status: 'cancelled' }),
      postView({ dueAt: null, status: 'draft' }),
    ];
    const days = postsPerDay(posts, today);
    expect(days).toHaveLength(29);
    expect(days.filter(({ count }) => count > 0)).toEqual([
      { day: today - 14, count: 1 },
      { day: today, count: 2 },
      { day: today + 14, count: 1 },
    ]);
  });

  it('show how late the last ones were, in the order in which they went out', () => {
    const out = (due: string, published: string) =>
      postView({ dueAt: due, status: 'published', parts: [{ text: 'x', publishedAt: published }] });
    expect(
      lateness([
        out('2027-03-01T10:00:00.000Z', '2027-03-01T10:00:00.012Z'),
        out('2027-03-01T08:00:00.000Z', '2027-03-01T09:00:00.000Z'),
        out('2027-03-01T11:00:00.000Z', '2027-03-01T10:59:59.000Z'),
        postView({ status: 'scheduled' }),
      ]),
    ).toEqual([3_600_000, 12, 0]);
  });

  it('tell a beat from quiet, and both from silence', () => {
    const at = (now: number, lastBeat: number) => ({
      at: now,
      storageMs: 1,
      processors: [
        {
          name: 'publish' as const,
          state: 'idle' as const,
          lastBeat,
          lastWorked: null,
          restarts: 0,
          failures: 0,
          lastError: null,
        },
      ],
    });
    const recent = [at(0, 0), at(5, 5), at(10, 5), at(100, 5), { at: 110, storageMs: null, processors: [] }];
    expect(heartbeats(recent, 'publish', 60)).toEqual(['beat', 'quiet', 'silent', 'silent']);
  });
});
