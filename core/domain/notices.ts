import { type Need, type Notice, postKey } from './needs.ts';
import { shorten } from './notice-text.ts';
import { type Instant, MINUTE, SECOND } from './time.ts';

/** What a person wants to be told of outside of the window. */
export type NoticeChoice = {
  /** What waits for a person. */
  readonly failures: boolean;
  /** The very first post that went out. */
  readonly firstSuccess: boolean;
  /** Every post that goes out. */
  readonly published: boolean;
};

export const DEFAULT_NOTICES: NoticeChoice = { failures: true, firstSuccess: true, published: false };

/** A post that has just gone out. */
export type PublishedPost = {
  readonly id: string;
  readonly account: string;
  readonly text: string;
  readonly dueAt: Instant;
};

export type NoticeFacts = {
  readonly now: Instant;
  readonly choice: NoticeChoice;
  /** What waits for a person now. */
  readonly needs: readonly Need[];
  /** There is nothing else that does; while the posts are not known yet there may be. */
  readonly isWhole: boolean;
  /** What went out since the last look. */
  readonly published: readonly PublishedPost[];
  /** Posts are due or on their way. */
  readonly isBusy: boolean;
};

/** What was told before. The first two outlive Perch. */
export type NoticeMemory = {
  /** Of the needs there still are: the stamp with which each was told. */
  readonly told: Readonly<Record<string, string>>;
  /** Some post went out once. */
  readonly hasPublished: boolean;
  /** The needs that were last told in one, and when. */
  readonly burst: { readonly at: Instant; readonly keys: readonly string[] };
  /** From the moment the computer fell asleep until what that made late is told; `until` null: it sleeps. */
  readonly sleep: Sleep | null;
};

type Sleep = {
  readonly from: Instant;
  readonly until: Instant | null;
  readonly late: readonly PublishedPost[];
};

export type NoticePlan = {
  readonly show: readonly Notice[];
  /** Keys of what is not true any more. */
  readonly close: readonly string[];
  readonly memory: NoticeMemory;
};

export const NOTHING_TOLD: NoticeMemory = {
  told: {},
  hasPublished: false,
  burst: { at: 0, keys: [] },
  sleep: null,
};

/** Needs that come this soon after others are told together with them. */
const BURST = 30 * SECOND;
/** After a sleep: the network and the first look at the store take a moment, and what is late leaves in a row. */
const SETTLED_AFTER = 10 * SECOND;
const DIGEST_AFTER = 5 * MINUTE;
const SHOWN_OF_TEXT = 160;
const SHOWN_OF_MANY = 3;

export const ATTENTION_KEY = 'attention';
const DIGEST_KEY = 'digest';

export function fallAsleep(memory: NoticeMemory, now: Instant): NoticeMemory {
  return {
    ...memory,
    sleep: { from: memory.sleep?.from ?? now, late: memory.sleep?.late ?? [], until: null },
  };
}

export function wakeUp(memory: NoticeMemory, now: Instant): NoticeMemory {
  if (!memory.sleep || memory.sleep.until !== null) return memory;
  return { ...memory, sleep: { ...memory.sleep, until: now } };
}

/**
 * What a person is to be told now, given what was told before: each need once, several at once as one, nothing
 * during a sleep and one digest after it. What heals by itself never gets here.
 */
export function planNotices(facts: NoticeFacts, memory: NoticeMemory): NoticePlan {
  const { choice, published } = facts;
  const gone = goneKeys(facts, memory);
  const hasPublished = memory.hasPublished || published.length > 0;
  const settled = { ...memory, hasPublished, told: without(memory.told, gone) };
  if (memory.sleep) {
    const sleep = { ...memory.sleep, late: [...memory.sleep.late, ...published] };
    const plan = isOver(sleep, facts) ? digest(facts, settled, sleep) : nothing({ ...settled, sleep });
    return { ...plan, close: [...plan.close, ...gone] };
  }
  const { show, close, memory: told } = tellNeeds(facts, settled);
  const first = memory.hasPublished || !choice.firstSuccess ? [] : published.slice(0, 1);
  const others = choice.published ? published.filter((post) => !first.includes(post)) : [];
  return {
    show: [...first.map(firstNotice), ...others.map(publishedNotice), ...show],
    close: [...close, ...gone],
    memory: told,
  };
}

const nothing = (memory: NoticeMemory): NoticePlan => ({ show: [], close: [], memory });

/** Of what was told and is not there any more. */
function goneKeys({ needs, isWhole }: NoticeFacts, { told, burst }: NoticeMemory): readonly string[] {
  if (!isWhole) return [];
  const there = new Set(needs.map(({ key }) => key));
  const gone = Object.keys(told).filter((key) => !there.has(key));
  const isTogether = burst.keys.length > 1 && burst.keys.every((key) => !there.has(key));
  return isTogether && gone.length > 0 ? [...gone, ATTENTION_KEY] : gone;
}

function freshNeeds({ needs }: NoticeFacts, { told }: NoticeMemory): readonly Need[] {
  return needs.filter(({ key, stamp }) => told[key] !== stamp);
}

function tellNeeds(facts: NoticeFacts, memory: NoticeMemory): NoticePlan {
  const { now, needs, choice } = facts;
  const fresh = freshNeeds(facts, memory);
  if (fresh.length === 0) return nothing(memory);
  const told = { ...memory.told, ...stampsOf(fresh) };
  if (!choice.failures) return nothing({ ...memory, told });
  const recent = now - memory.burst.at <= BURST ? memory.burst.keys : [];
  const freshKeys = new Set(fresh.map(({ key }) => key));
  const together = needs.filter(({ key }) => freshKeys.has(key) || recent.includes(key));
  const keys = together.map(({ key }) => key);
  return {
    show: together.length === 1 ? together : [togetherNotice(together)],
    close: together.length === 1 ? [] : recent,
    memory: { ...memory, told, burst: { at: now, keys } },
  };
}

function isOver({ until }: Sleep, { now, isBusy, isWhole }: NoticeFacts): boolean {
  if (until === null || !isWhole) return false;
  return now - until >= (isBusy ? DIGEST_AFTER : SETTLED_AFTER);
}

/** One for everything that a sleep has done. */
function digest(facts: NoticeFacts, memory: NoticeMemory, sleep: Sleep): NoticePlan {
  const late = sleep.late.filter(({ dueAt }) => dueAt >= sleep.from && dueAt < (sleep.until ?? 0));
  const awake = { ...memory, sleep: null };
  if (late.length === 0 || !facts.choice.failures) return tellNeeds(facts, awake);
  const fresh = freshNeeds(facts, awake);
  const last = late.at(-1);
  const needy = fresh.length === 0 ? '' : ` ${things(fresh.length)}.`;
  const notice: Notice = {
    key: DIGEST_KEY,
    tone: fresh.length > 0 ? 'danger' : 'success',
    title: late.length === 1 ? 'A post went out late' : `${late.length} posts went out late`,
    body: `Their time passed while this computer was asleep.${needy}`,
    target: fresh.length > 0 || !last ? { kind: 'attention' } : { kind: 'post', id: last.id },
  };
  return { show: [notice], close: [], memory: { ...awake, told: { ...awake.told, ...stampsOf(fresh) } } };
}

function firstNotice({ id, account, text }: PublishedPost): Notice {
  return {
    key: postKey(id),
    tone: 'success',
    title: 'Your first post is out',
    body: `@${account}: “${shorten(text, SHOWN_OF_TEXT)}” Perch goes on like this from the tray.`,
    target: { kind: 'post', id },
  };
}

function publishedNotice({ id, account, text }: PublishedPost): Notice {
  return {
    key: postKey(id),
    tone: 'success',
    title: `Posted as @${account}`,
    body: shorten(text, SHOWN_OF_TEXT),
    target: { kind: 'post', id },
  };
}

function togetherNotice(needs: readonly Need[]): Notice {
  const titles = [...new Set(needs.map(({ title }) => title))];
  const more = titles.length > SHOWN_OF_MANY ? ' And more.' : '';
  return {
    key: ATTENTION_KEY,
    tone: 'danger',
    title: things(needs.length),
    body: `${titles.slice(0, SHOWN_OF_MANY).join('. ')}.${more}`,
    target: { kind: 'attention' },
  };
}

const things = (n: number): string => (n === 1 ? '1 thing needs you' : `${n} things need you`);

const stampsOf = (needs: readonly Need[]): Readonly<Record<string, string>> =>
  Object.fromEntries(needs.map(({ key, stamp }) => [key, stamp]));

function without(told: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(told).filter(([key]) => !keys.includes(key)));
}
