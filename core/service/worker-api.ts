import { checkLatePolicy } from '../domain/late.ts';
import type { PostId } from '../domain/post.ts';
import { checkProcessorSettings } from '../domain/processor.ts';
import { checkSpendCap } from '../domain/spending.ts';
import { viewPost, viewUnsynced } from '../domain/view.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { isOutage } from '../ports/store-error.ts';
import type { CommandResult, Overview, RescheduleResult, SettingResult, WorkerApi } from '../rpc/contract.ts';
import type { PostLists } from './post-lists.ts';
import type { PostService } from './post-service.ts';
import { refuseSealed } from './seal-guard.ts';
import type { Unpublished } from './unpublish.ts';

type Deps = {
  readonly lists: PostLists;
  readonly settings: SettingsStore;
  readonly service: PostService;
  readonly unpublish: (id: PostId) => Promise<Unpublished>;
  readonly overview: () => Promise<Overview>;
  /** Sets the monthly cap, which is in order, and lets go on what the old one held. */
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

/** The window's end of the contract: the post service with views instead of rows. */
export function createWorkerApi({ lists, settings, service, unpublish, overview, setCap }: Deps): WorkerApi {
  return {
    overview,
    ...lists,
    add: ({ draft, ...input }) => answered(service.add({ ...input, ...(draft !== undefined && { draft }) })),
    edit: (id, { parts, dueAt, zone, account, draft }) =>
      answered(
        service.edit(id, {
          ...(parts && { parts }),
          ...(dueAt !== undefined && { dueAt }),
          ...(zone !== undefined && { zone }),
          ...(account !== undefined && { account }),
          ...(draft !== undefined && { draft }),
        }),
      ),
    cancel: (id) => answered(service.cancel(id)),
    retry: (id, force) => answered(service.retry(id, { force })),
    postNow: (id) => answered(service.postNow(id)),
    unpublish: (id) => answered(unpublish(id)),
    rescheduleMissed: (times) => rescheduleMissed(service, times),
    pause: async (until) => {
      await refuseSealed(settings);
      await settings.setPausedUntil(until === 'forever' ? Number.POSITIVE_INFINITY : until);
    },
    setProcessor: (name, patch) => {
      const own = definedOf(patch);
      return applySetting(settings, checkProcessorSettings(own), () => settings.setProcessor(name, own));
    },
    setLate: (patch) => {
      const own = definedOf(patch);
      return applySetting(settings, checkLatePolicy(own), () => settings.setLate(own));
    },
    setSpendCap: (usd) => applySetting(settings, checkSpendCap(usd), () => setCap(usd)),
  };
}

async function rescheduleMissed(
  service: PostService,
  ...[times]: Parameters<WorkerApi['rescheduleMissed']>
): Promise<RescheduleResult> {
  try {
    const result = await service.rescheduleMissed(times);
    return result.kind === 'ok' ? { kind: 'ok', count: result.posts.length } : result;
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
  try {
    await refuseSealed(settings);
    await set();
    return { kind: 'ok' };
  } catch (error) {
    if (isOutage(error)) return { kind: 'refused', message: error.message };
    throw error;
  }
}

/** What crosses the port may say `undefined` where it means nothing. */
const definedOf = <T extends object>(patch: T): Partial<T> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;

const refusedBecause = (problem: string): SettingResult => ({
  kind: 'refused',
  message: `${problem[0]?.toUpperCase()}${problem.slice(1)}.`,
});
