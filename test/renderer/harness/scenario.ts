import type { Finding } from '../../../core/domain/finding.ts';
import type { RepeatRule } from '../../../core/domain/repeat.ts';
import { describeRepeat } from '../../../core/domain/repeat-words.ts';
import type { PostingPlans } from '../../../core/domain/slots.ts';
import type { StorageTick } from '../../../core/domain/storage.ts';
import type { PostView } from '../../../core/domain/view.ts';
import type { Overview } from '../../../core/rpc/contract.ts';
import type { ShellState } from '../../../core/rpc/shell-contract.ts';
import type { AccountScenario } from './sample-accounts.ts';
import { calendarPosts } from './sample-calendar.ts';
import { withContent } from './sample-content.ts';
import type { ImportScenario } from './sample-import.ts';
import { manyPosts, missedPosts, mixedPosts } from './sample-posts.ts';

/** What a test wants to see; set before the page loads. */
export type Scenario = {
  readonly posts: 'none' | 'mixed' | 'content' | 'missed' | 'calendar' | number;
  readonly shell?: Partial<ShellState>;
  readonly health?: 'good' | 'bad' | 'paused';
  readonly accounts?: number;
  /** The first account is held. */
  readonly held?: boolean;
  readonly spending?: NonNullable<Overview['spending']>;
  readonly plans?: PostingPlans;
  readonly loading?: boolean;
  readonly refuse?: string;
  /** The monthly cap, USD. */
  readonly capUsd?: number;
  /** What was kept of what was being written. */
  readonly writing?: string;
  /** Why it cannot be kept. */
  readonly cannotKeep?: string;
  /** Posts are in a shared storage, which may be away. */
  readonly storage?: 'shared' | 'away';
  /** What a test of a storage finds. */
  readonly ticks?: readonly StorageTick[];
  /** What an examination finds. */
  readonly findings?: readonly Finding[];
  readonly import?: ImportScenario;
  readonly people?: AccountScenario;
};

/** The first post of a series, as the worker tells of it. */
export const seriesOf = (id: string, rule: RepeatRule | undefined): Pick<PostView, 'repeat'> =>
  rule ? { repeat: { rule, words: describeRepeat(rule), series: id, number: 1, date: '' } } : {};

/** The posts that there are at first. */
export function samples({ posts }: Scenario, now: number): readonly PostView[] {
  if (posts === 'none') return [];
  if (posts === 'missed') return missedPosts(now);
  if (posts === 'calendar') return calendarPosts(now);
  if (posts === 'content') return withContent(mixedPosts(now));
  return posts === 'mixed' ? mixedPosts(now) : manyPosts(now, posts);
}
