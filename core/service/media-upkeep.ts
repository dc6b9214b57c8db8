import { DAY, type Instant } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContentStore, StoredContent } from '../ports/content-store.ts';
import type { Log } from '../ports/log.ts';
import type { MediaUse } from '../ports/media-use.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { inOutage } from '../ports/store-error.ts';
import { eachRecord } from './each-record.ts';

export type MediaUpkeepDeps = {
  readonly content: Pick<ContentStore, 'list' | 'touch' | 'remove'>;
  readonly posts: PostStore;
  readonly settings: Pick<SettingsStore, 'seal'>;
  readonly use: MediaUse;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Other computers use the store too; what is being written on them is seen only by what they touch. */
  readonly shared: boolean;
};

/** Called every now and then; it knows itself when it is time. `beat`: it is still at work. */
export type MediaUpkeep = (beat: () => void) => Promise<void>;

/**
 * Every look at a shared store is paid for. An app that has a file only in what it writes touches it at each of
 * its looks, so a file that nobody touched for so long is one that no app has had open since.
 */
const TIMES = {
  own: { every: DAY, untouched: 7 * DAY },
  shared: { every: 7 * DAY, untouched: 30 * DAY },
} as const;
const BEAT_EVERY = 500;

/**
 * Removes media that no post uses, whatever its status, and nothing that is being written: only what nobody has
 * put or touched for long, and that two looks in a row found unused, so that an undo finds what it brings back.
 * A file that is attached meanwhile is a new one to the store, which then refuses to remove it.
 */
export function createMediaUpkeep(deps: MediaUpkeepDeps): MediaUpkeep {
  const { content, settings, use, clock, log, shared } = deps;
  const { every, untouched } = shared ? TIMES.shared : TIMES.own;
  return async (beat) => {
    const now = clock.now();
    const last = await use.lastLook();
    if (last && now - last.at < every && last.at <= now) return;
    const here = await use.here();
    if (!here || (await settings.seal())) return;
    for (const hash of here) await content.touch(hash);
    const old = (await content.list()).filter(({ changedAt }) => changedAt <= now - untouched);
    const unused = await unusedOf(deps.posts, old, here, beat);
    const left: string[] = [];
    for (const { hash, changedAt } of unused) {
      const wasUnused = last?.unused.includes(hash) === true;
      if (wasUnused && (await settings.seal({ fresh: true }))) return;
      // A signature that may not delete is no reason to fail: what is left over only takes room.
      const remove = () => content.remove(hash, changedAt).catch(inOutage(() => false));
      if (!wasUnused || !(await remove())) left.push(hash);
      else log.info('a file that nothing used was removed', { hash, unusedSince: isoOf(last?.at) });
    }
    await use.keepLook({ at: now, unused: left });
  };
}

const isoOf = (at: Instant | undefined): string => (at === undefined ? '' : new Date(at).toISOString());

/** Posts are walked in the order of their ids, so that none is passed over because it changes meanwhile. */
async function unusedOf(
  posts: PostStore,
  old: readonly StoredContent[],
  here: ReadonlySet<string>,
  beat: () => void,
): Promise<readonly StoredContent[]> {
  const left = new Map(old.filter(({ hash }) => !here.has(hash)).map((one) => [one.hash, one]));
  if (left.size === 0) return [];
  let seen = 0;
  for await (const { post } of eachRecord(posts)) {
    for (const { hash } of post.parts.flatMap(({ media = [] }) => media)) left.delete(hash);
    if (left.size === 0) break;
    seen += 1;
    if (seen % BEAT_EVERY === 0) beat();
  }
  return [...left.values()];
}
