import { describe, expect, test } from 'vitest';
import { trayMenu } from '../../electron/tray-menu.ts';
import { type TRAY_STATES, type TrayFacts, trayStateOf } from '../../electron/tray-state.ts';
import { trayHeader, trayTooltip } from '../../electron/tray-words.ts';
import { AT_1430, NEXT, notRunning, running, TIMES } from '../fakes/tray-facts.ts';

const UNWELL = { code: 'overdue', severity: 'unhealthy', message: 'A post has been due for 40 s.' } as const;
const SO_SO = { code: 'poison', severity: 'degraded', message: '1 message could not be worked.' } as const;
const AWAY = { code: 'storage', severity: 'unhealthy', message: 'The storage cannot be reached.' } as const;
const SEALED = { code: 'sealed', severity: 'paused', message: 'Posts are being moved.' } as const;
const FOREVER = Number.POSITIVE_INFINITY;

const UNREACHED = { code: 'offline', severity: 'degraded', message: 'X is away.', since: AT_1430 } as const;

describe('the state in the tray', () => {
  test.each<[string, TrayFacts, (typeof TRAY_STATES)[number]]>([
    ['a worker that starts', notRunning({ state: 'starting' }), 'starting'],
    ['a worker without a report yet', notRunning({ state: 'running' }), 'starting'],
    ['all well', running(), 'healthy'],
    ['all well in the sandbox', running({ sandbox: true }), 'sandbox'],
    ['a post on its way', running({ counts: { publishing: 1 } }), 'publishing'],
    ['a post on its way to the sandbox', running({ sandbox: true, counts: { publishing: 1 } }), 'publishing'],
    ['a post of unknown outcome', running({ counts: { checking: 1 } }), 'publishing'],
    ['a post that needs a person', running({ attention: 1, counts: { publishing: 1 } }), 'attention'],
    ['degraded health', running({ reasons: [SO_SO] }), 'attention'],
    ['paused', running({ pausedUntil: FOREVER }), 'paused'],
    ['sealed for a move', running({ reasons: [SEALED] }), 'paused'],
    ['paused with a post that needs a person', running({ pausedUntil: FOREVER, attention: 1 }), 'attention'],
    ['no network', running({ online: false }), 'offline'],
    ['no network while paused', running({ online: false, pausedUntil: FOREVER }), 'offline'],
    ['an X that does not answer', running({ reasons: [UNREACHED] }), 'offline'],
    ['no network, which the sandbox does not need', running({ online: false, sandbox: true }), 'sandbox'],
    ['no network, and so no shared storage', running({ online: false, reasons: [AWAY] }), 'offline'],
    ['a shared storage that is away', running({ reasons: [AWAY] }), 'error'],
    ['no network, and more', running({ online: false, reasons: [AWAY, UNWELL] }), 'error'],
    ['no network, and a post that needs a person', running({ online: false, attention: 1 }), 'attention'],
    ['unhealthy', running({ reasons: [SO_SO, UNWELL], attention: 1 }), 'error'],
    ['a worker being restarted', { ...running(), worker: { state: 'restarting' } }, 'error'],
    ['a worker that refuses', { ...running(), worker: { state: 'failed', message: 'No.' } }, 'error'],
  ])('%s', (_name, facts, expected) => {
    expect(trayStateOf(facts)).toBe(expected);
  });
});

describe('the tooltip', () => {
  const tooltip = (facts: TrayFacts): string => trayTooltip(facts, TIMES);
  const ago = (minutes: number): number => TIMES.now() - minutes * 60_000;

  test('says what is queued, when the next one leaves and when the last one left', () => {
    const facts = running({ counts: { scheduled: 2, queued: 1 }, next: NEXT, lastPost: ago(12.5) });
    expect(tooltip(facts)).toBe('Perch — 3 queued, next 14:30, last post 12 min ago');
    expect(tooltip(running({ lastPost: ago(0.5) }))).toBe('Perch — nothing queued, last post just now');
    expect(tooltip(running({ lastPost: ago(185) }))).toBe('Perch — nothing queued, last post 3 h ago');
    expect(tooltip(running({ lastPost: ago(2_000) }))).toBe('Perch — nothing queued');
  });

  test.each<[string, TrayFacts]>([
    ['Perch — starting', notRunning({ state: 'starting' })],
    ['Perch — publishing stopped and is being restarted', { ...running(), worker: { state: 'restarting' } }],
    [
      'Perch — not publishing. The file is gone.',
      notRunning({ state: 'failed', message: 'The file is gone.' }),
    ],
    ['Perch (sandbox) — nothing goes to X, 1 queued', running({ sandbox: true, counts: { scheduled: 1 } })],
    ['Perch (sandbox) — paused, nothing queued', running({ sandbox: true, pausedUntil: FOREVER })],
    ['Perch — publishing 2, nothing queued', running({ counts: { publishing: 1, checking: 1 } })],
    ['Perch — paused until 14:30, nothing queued', running({ pausedUntil: AT_1430, next: NEXT })],
    ['Perch — paused, nothing queued', running({ pausedUntil: FOREVER })],
    ['Perch — Posts are being moved, nothing queued', running({ reasons: [SEALED] })],
    ['Perch — offline, posts wait for the network, nothing queued', running({ online: false })],
    [
      'Perch — offline since 14:30, posts wait for the network, nothing queued',
      running({ reasons: [UNREACHED] }),
    ],
    ['Perch — 1 post needs you, nothing queued', running({ attention: 1 })],
    [
      'Perch — A post has been due for 40 s, 2 posts need you, nothing queued',
      running({ reasons: [SO_SO, UNWELL], attention: 2 }),
    ],
  ])('%s', (words, facts) => {
    expect(tooltip(facts)).toBe(words);
  });

  test('fits what Windows shows, cut at a whole character', () => {
    const message = '👩‍👩‍👧‍👦'.repeat(60);
    const text = tooltip(notRunning({ state: 'failed', message }));
    expect(text.length).toBeLessThanOrEqual(127);
    expect(text).toMatch(/👩‍👩‍👧‍👦…$/u);
  });
});

describe('the menu', () => {
  const lines = (facts: TrayFacts): readonly string[] =>
    trayMenu(facts, TIMES).flatMap((item) => {
      if (item === 'separator') return ['-'];
      const under = 'submenu' in item ? item.submenu : [];
      return [item.label, ...under.map((each) => `> ${each === 'separator' ? '-' : each.label}`)];
    });

  test('has every part when it applies', () => {
    expect(lines(running({ counts: { scheduled: 1 }, attention: 2, next: NEXT }))).toEqual([
      'Perch — 2 posts need you',
      '-',
      'New post…',
      'Next: “Launch day is here and ever…” today 14:30',
      'Publish next now',
      '-',
      'Pause publishing',
      '> For 1 hour',
      '> Until tomorrow 08:00',
      '> Until I resume',
      'Needs attention (2)…',
      '-',
      'Open Perch',
      'Settings…',
      'Quit Perch',
    ]);
  });

  test('begins with how it is, also where no tooltip is shown', () => {
    expect(trayHeader(running(), TIMES)).toBe('Perch — Healthy');
    expect(trayHeader(running({ sandbox: true }), TIMES)).toBe('Perch (sandbox) — Nothing goes to X');
    const message = 'word '.repeat(60);
    expect(trayHeader(notRunning({ state: 'failed', message }), TIMES).length).toBeLessThanOrEqual(80);
  });

  test('leaves out what does not apply', () => {
    const without = ['-', 'New post…', '-', 'Open Perch', 'Settings…', 'Quit Perch'];
    expect(lines({ ...running({ next: NEXT }), worker: { state: 'restarting' } }).slice(1)).toEqual(without);
    expect(lines(running({ reasons: [SEALED] })).slice(1)).toEqual(without);
  });

  test('resumes, and sends nothing, while it is paused', () => {
    expect(lines(running({ pausedUntil: FOREVER, next: NEXT })).slice(1, 6)).toEqual([
      '-',
      'New post…',
      'Next: “Launch day is here and ever…” today 14:30',
      '-',
      'Resume publishing',
    ]);
  });

  test('names a post without a text by its time', () => {
    expect(lines(running({ next: { ...NEXT, text: ' ' } }))).toContain('Next post: today 14:30');
  });

  test('names the post that it opens or sends', () => {
    const commands = trayMenu(running({ next: NEXT }), TIMES).flatMap((item) =>
      item !== 'separator' && 'command' in item && item.command ? [item.command] : [],
    );
    expect(commands).toContainEqual({ kind: 'post', id: 'next-post' });
    expect(commands).toContainEqual({ kind: 'postNow', id: 'next-post' });
  });
});
