import { checkLatePolicy } from '../domain/late.ts';
import type { PostId } from '../domain/post.ts';
import { checkProcessorSettings, type ProcessorName } from '../domain/processor.ts';
import type { RecentText } from '../domain/recent.ts';
import type { SelfTestTick } from '../domain/self-test.ts';
import { checkSpendCap } from '../domain/spending.ts';
import { viewPost, viewUnsynced } from '../domain/view.ts';
import type { Clock } from '../ports/clock.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { isOutage } from '../ports/store-error.ts';
import type {
  CommandResult,
  Overview,
  PostChangeInput,
  PostsApi,
  RecentQuery,
  SettingResult,
} from '../rpc/contract.ts';
import type { PostChange } from './change-many.ts';
import type { PoisonDesk } from './poison.ts';
import type { PostLists } from './post-lists.ts';
import type { PostService } from './post-service.ts';
import { setPlan } from './posting-plan.ts';
import { recentTexts } from './recent-texts.ts';
import { refuseSealed } from './seal-guard.ts';
import type { Unpublished } from './unpublish.ts';

type Deps = {
  readonly lists: PostLists;
  readonly posts: Pick<PostStore, 'withText'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: SettingsStore;
  readonly service: PostService;
  readonly unpublish: (id: PostId) => Promise<Unpublished>;
  readonly overview: () => Promise<Overview>;
  /** Sets the monthly cap, which is in order, and lets go on what the old one held. */
  readonly poison: PoisonDesk;
  readonly runNow: (name: ProcessorName) => void;
  readonly check: () => Promise<readonly SelfTestTick[]>;
  readonly setCap: (usd: number | null) => Promise<unknown>;
};

function answer(result: Unpublished): CommandResult {
  if (result.kind === 'refused') return result;
  if (result.kind === 'partly') return { kind: 'refused', code: result.code, message: result.message };
  const { unsynced, post, ...rest } = result;
  return { ...rest, post: unsynced ? viewUnsynced(post) : viewPost(post) };
}

/** A storage that is away is a refusal like any other: its own sentence says what to do. */
async function answered(run: Promise<Unpublished>): Promise<CommandResult> {
  try {
    return answer(await run);
  } catch (error) {
    if (isOutage(error)) return { kind: 'refused', code: error.code, message: error.message };
    throw error;
  }
}

/** Without the properties that are undefined: to a store they would be something. */
function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** The window's end of the contract: the post service with views instead of rows. */
export function createWorkerApi(deps: Deps): PostsApi {
  const { lists, settings, service, unpublish, overview, setCap, poison, runNow, check } = deps;
  return {
    overview,
    ...lists,
    recent: (query) => recent(deps, query),
    add: ({ repeat, ...input }) =>
      answered(service.add({ ...defined(input), ...(repeat && { repeatRule: repeat }) })),
    edit: (id, { repeat, ...patch }) =>
      answered(service.edit(id, { ...defined(patch), ...(repeat !== undefined && { repeatRule: repeat }) })),
    cancel: (id, skip = false) => answered(service.cancel(id, { skip })),
    retry: (id, force) => answered(service.retry(id, { force })),
    postNow: (id, after) => answered(service.postNow(id, after)),
    restore: (id) => answered(service.restore(id)),
    changeMany: (changes) => changeMany(service, changes),
    unpublish: (id) => answered(unpublish(id)),
    pause: async (until) => {
      await refuseSealed(settings);
      await settings.setPausedUntil(until === 'forever' ? Number.POSITIVE_INFINITY : until);
    },
    setPostingPlan: (account, plan) => setPostingPlan(settings, account, plan),
    setProcessor: (name, patch) => {
      const own = defined(patch);
      return applySetting(settings, checkProcessorSettings(own), () => settings.setProcessor(name, own));
    },
    setLate: (patch) => {
      const own = defined(patch);
      return applySetting(settings, checkLatePolicy(own), () => settings.setLate(own));
    },
    runNow: async (name) => runNow(name),
    poison: () => poison.list(),
    requeuePoison: (id) => applyChange(settings, () => poison.requeue(id)),
    discardPoison: (id) => applyChange(settings, () => poison.discard(id)),
    restorePoison: (id) => applyChange(settings, () => poison.restore(id)),
    selfTest: check,
    setSpendCap: (usd) => applySetting(settings, checkSpendCap(usd), () => setCap(usd)),
  };
}

/** Only a word of advice: none while the store is away. */
async function recent(
  { posts, clock }: Pick<Deps, 'posts' | 'clock'>,
  query: RecentQuery,
): Promise<readonly RecentText[]> {
  try {
    return await recentTexts(posts, query, clock.now());
  } catch (error) {
    if (isOutage(error)) return [];
    throw error;
  }
}

/** Of an outage all are told: which were written is seen when the storage is back. */
async function changeMany(
  service: PostService,
  changes: readonly PostChangeInput[],
): Promise<readonly CommandResult[]> {
  try {
    return (await service.changeMany(changes.map(changeOf))).map(answer);
  } catch (error) {
    if (!isOutage(error)) throw error;
    return changes.map(() => ({ kind: 'refused', code: error.code, message: error.message }));
  }
}

function changeOf(input: PostChangeInput): PostChange {
  const { kind, id } = input;
  switch (kind) {
    case 'move': {
      const { dueAt, zone, draft } = input;
      const more = { ...(zone !== undefined && { zone }), ...(draft !== undefined && { draft }) };
      return { kind: 'edit', id, edit: { dueAt, ...more } };
    }
    case 'putBack': {
      const { dueAt, zone, draft } = input;
      return { kind, id, former: { dueAt, zone, draft } };
    }
    case 'duplicate':
      return { kind, id, newId: input.newId };
    default:
      return { kind, id };
  }
}

async function setPostingPlan(
  settings: SettingsStore,
  ...[account, plan]: Parameters<PostsApi['setPostingPlan']>
): Promise<SettingResult> {
  try {
    const result = await setPlan(settings, account, plan);
    return result.kind === 'ok' ? { kind: 'ok' } : { kind: 'refused', message: result.message };
  } catch (error) {
    if (isOutage(error)) return { kind: 'refused', message: error.message };
    throw error;
  }
}

/** A storage that is away is a refusal, too. */
async function applySetting(
  settings: SettingsStore,
  problem: string | undefined,
  set: () => Promise<unknown>,
): Promise<SettingResult> {
  if (problem !== undefined) return refusedBecause(problem);
  return applyChange(settings, async () => {
    await set();
    return undefined;
  });
}

/** `change` answers what went wrong, in one sentence, or undefined. */
async function applyChange(
  settings: SettingsStore,
  change: () => Promise<string | undefined>,
): Promise<SettingResult> {
  try {
    await refuseSealed(settings);
    const message = await change();
    return message === undefined ? { kind: 'ok' } : { kind: 'refused', message };
  } catch (error) {
    if (isOutage(error)) return { kind: 'refused', message: error.message };
    throw error;
  }
}

const refusedBecause = (problem: string): SettingResult => ({
  kind: 'refused',
  message: `${problem[0]?.toUpperCase()}${problem.slice(1)}.`,
});
