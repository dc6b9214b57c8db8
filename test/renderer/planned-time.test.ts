import { describe, expect, it } from 'vitest';
import { DEFAULT_SLOTS } from '../../core/domain/slots.ts';
import type { PostView } from '../../core/domain/view.ts';
import { isoInZone } from '../../core/domain/zone.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import {
  type Planned,
  type PlanningFacts,
  planTime,
  type RepeatDraft,
  shortTime,
} from '../../renderer/state/planned-time.ts';
import { recentTime, rememberWritten } from '../../renderer/state/recent-time.ts';
import { wallWords } from '../../renderer/state/when-words.ts';
import { postView } from './support.ts';

/** A Thursday, 10:00 in London. */
const NOW = Date.parse('2026-11-26T10:00:00Z');
const LONDON = 'Europe/London';
const ACCOUNT: AccountView = {
  name: 'sandbox',
  kind: 'sandbox',
  premium: false,
  gate: { state: 'open' },
  zone: LONDON,
  slots: DEFAULT_SLOTS,
};
const WEEKLY: RepeatDraft = {
  every: 'week',
  interval: 1,
  weekdays: [5],
  ends: 'never',
  until: '2027-03-01',
  times: 3,
};

type Asked = Partial<PlanningFacts['composition']> & {
  readonly open?: readonly PostView[];
  readonly account?: AccountView;
};

const factsOf = ({ open = [], account = ACCOUNT, ...composition }: Asked): PlanningFacts => ({
  composition: { id: 'new', when: '', zone: null, ...composition },
  account,
  open,
});
const plan = (asked: Asked): Planned => planTime(factsOf(asked), NOW);

const shown = (planned: Planned): string =>
  planned.kind === 'ok' ? isoInZone(planned.at, planned.zone) : planned.code;

describe('the time of a post', () => {
  it('is the next free slot when none is written, and says that it is one', () => {
    const planned = plan({});
    expect(shown(planned)).toBe('2026-11-26T13:00:00+00:00');
    expect(planned).toHaveProperty('slotZone');
    expect(plan({ when: 'tomorrow 9am' })).not.toHaveProperty('slotZone');
  });

  it('passes over what other posts of the account take, and nothing else', () => {
    const open = [
      postView({ dueAt: '2026-11-26T13:00:00.000Z' }),
      postView({ dueAt: '2026-11-26T17:00:00.000Z', account: 'other' }),
      postView({ id: 'new', dueAt: '2026-11-26T17:00:00.000Z' }),
    ];
    expect(shown(plan({ open }))).toBe('2026-11-26T17:00:00+00:00');
  });

  it('is read in the zone of the post, else of its account', () => {
    const account = { ...ACCOUNT, zone: 'Asia/Tokyo' };
    expect(shown(plan({ when: 'tomorrow 9am', account }))).toBe('2026-11-27T09:00:00+09:00');
    expect(shown(plan({ when: 'tomorrow 9am', account, zone: LONDON }))).toBe('2026-11-27T09:00:00+00:00');
  });

  it('is asked for when there are no slots', () => {
    expect(shown(plan({ account: { ...ACCOUNT, slots: [] } }))).toBe('no-slot');
  });

  it('carries the repeat, its end, and why the two do not fit', () => {
    const when = 'tomorrow 9am';
    expect(plan({ when, repeat: WEEKLY })).toMatchObject({
      repeat: { every: 'week', weekdays: [5], start: '2026-11-27T09:00', zone: LONDON },
    });
    expect(plan({ when, repeat: { ...WEEKLY, ends: 'times' } })).toMatchObject({ repeat: { times: 3 } });
    expect(plan({ when, repeat: { ...WEEKLY, ends: 'until' } })).toMatchObject({
      repeat: { until: '2027-03-01' },
    });
    expect(plan({ when, repeat: { ...WEEKLY, weekdays: [1] } })).toMatchObject({
      code: 'repeat',
      message: expect.stringContaining('does not fit'),
    });
    expect(plan({ when, repeat: null })).toMatchObject({ repeat: null });
    expect(plan({ when })).not.toHaveProperty('repeat');
  });

  it('has its ways out where it is over or clocks skip it', () => {
    expect(plan({ when: 'today 9am' })).toMatchObject({
      code: 'past',
      near: [Date.parse('2026-11-26T09:00:00Z')],
    });
    expect(plan({ when: '2027-03-28T01:30' })).toMatchObject({
      code: 'gap',
      near: [Date.parse('2027-03-28T00:30:00Z'), Date.parse('2027-03-28T01:30:00Z')],
    });
    expect(plan({ when: '2027-10-31T01:30' })).toMatchObject({ twin: Date.parse('2027-10-31T01:30:00Z') });
    expect(plan({ when: 'tomorrow 9am London or so' })).toMatchObject({ unknown: ['london', 'or', 'so'] });
  });
});

describe('words for a time', () => {
  it.each([
    ['2026-11-26T17:00Z', 'today 17:00'],
    ['2026-11-27T09:00Z', 'tomorrow 09:00'],
    ['2026-11-30T09:00Z', 'Mon 09:00'],
    ['2026-12-24T09:00Z', '24 Dec 09:00'],
    ['2028-03-01T09:00Z', '1 Mar 2028 09:00'],
  ])('%s is %s', (iso, words) => {
    expect(shortTime(Date.parse(iso), LONDON, NOW)).toBe(words);
  });

  it('a picked time is read as that time', () => {
    const when = wallWords({ date: '2027-07-01', time: '08:35' });
    expect(shown(plan({ when }))).toBe('2027-07-01T08:35:00+01:00');
  });
});

describe('the time of day that was written last', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  };

  it.each([
    ['fri 14:35', '14:35'],
    ['in 2h', undefined],
  ])('after %s is %s', (when, expected) => {
    const own = storage();
    const facts = factsOf({ when });
    const planned = planTime(facts, NOW);
    if (planned.kind === 'ok') rememberWritten(facts, planned, NOW, own);
    expect(recentTime(own)).toBe(expected);
  });
});
