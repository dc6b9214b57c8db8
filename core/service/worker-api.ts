import type { PostId } from '../domain/post.ts';
import { checkProcessorSettings } from '../domain/processor.ts';
import { viewPost, viewUnsynced } from '../domain/view.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { isOutage } from '../ports/store-error.ts';
import type { CommandResult, Overview, PostsApi, RescheduleResult, SettingResult } from '../rpc/contract.ts';
import type { PostLists } from './post-lists.ts';
import type { PostService } from './post-service.ts';
import { setPlan } from './posting-plan.ts';
import { refuseSealed } from './seal-guard.ts';
import type { Unpublished } from './unpublish.ts';

type Deps = {
  readonly lists: PostLists;
  readonly settings: SettingsStore;
  readonly service: PostService;
  readonly unpublish: (id: PostId) => Promise<Unpublished>;
  readonly overview: () => Promise<Overview>;
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
export function createWorkerApi({ lists, settings, service, unpublish, overview }: Deps): PostsApi {
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
    setProcessor: (name, patch) => setProcessor(settings, name, patch),
    setPostingPlan: (account, plan) => setPostingPlan(settings, account, plan),
  };
}

async function rescheduleMissed(
  service: PostService,
  ...[times]: Parameters<PostsApi['rescheduleMissed']>
): Promise<RescheduleResult> {
  try {
    const result = await service.rescheduleMissed(times);
    return result.kind === 'ok' ? { kind: 'ok', count: result.posts.length } : result;
  } catch (error) {
    if (isOutage(error)) return { kind: 'refused', message: error.message };
    throw error;
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

async function setProcessor(
  settings: SettingsStore,
  ...[name, patch]: Parameters<PostsApi['setProcessor']>
): Promise<SettingResult> {
  const defined = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const problem = checkProcessorSettings(defined);
  if (problem !== undefined)
    return { kind: 'refused', message: `${problem[0]?.toUpperCase()}${problem.slice(1)}.` };
  try {
    await refuseSealed(settings);
    await settings.setProcessor(name, defined);
    return { kind: 'ok' };
  } catch (error) {
    if (isOutage(error)) return { kind: 'refused', message: error.message };
    throw error;
  }
}
