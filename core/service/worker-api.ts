import { attemptsOf } from '../domain/history.ts';
import { viewPost } from '../domain/view.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import type { CommandResult, Overview, WorkerApi } from '../rpc/contract.ts';
import type { PostService } from './post-service.ts';
import type { SaveResult } from './save-result.ts';
import { refuseSealed } from './seal-guard.ts';

type Deps = {
  readonly posts: PostStore;
  readonly settings: SettingsStore;
  readonly service: PostService;
  readonly overview: () => Promise<Overview>;
};

const answer = (result: SaveResult): CommandResult =>
  result.kind === 'ok' ? { ...result, post: viewPost(result.post) } : result;

/** The window's end of the contract: the post service with views instead of rows. */
export function createWorkerApi({ posts, settings, service, overview }: Deps): WorkerApi {
  return {
    overview,
    list: async ({ status, account, after, limit }) => {
      const page = await posts.list({
        ...(status && { status }),
        ...(account !== undefined && { account }),
        ...(after !== undefined && { after }),
        ...(limit !== undefined && { limit }),
      });
      return { posts: page.posts.map(viewPost), ...(page.next !== undefined && { next: page.next }) };
    },
    show: async (id) => {
      const post = await posts.get(id);
      if (!post) return null;
      const history = await posts.history(id);
      return { post: viewPost(post), attempts: attemptsOf(history), history };
    },
    add: async ({ draft, ...input }) =>
      answer(await service.add({ ...input, ...(draft !== undefined && { draft }) })),
    edit: async (id, { parts, dueAt, zone, account, draft }) =>
      answer(
        await service.edit(id, {
          ...(parts && { parts }),
          ...(dueAt !== undefined && { dueAt }),
          ...(zone !== undefined && { zone }),
          ...(account !== undefined && { account }),
          ...(draft !== undefined && { draft }),
        }),
      ),
    cancel: async (id) => answer(await service.cancel(id)),
    retry: async (id, force) => answer(await service.retry(id, { force })),
    postNow: async (id) => answer(await service.postNow(id)),
    pause: async (until) => {
      await refuseSealed(settings);
      await settings.setPausedUntil(until === 'forever' ? Number.POSITIVE_INFINITY : until);
    },
    setProcessor: async (name, patch) => {
      await refuseSealed(settings);
      await settings.setProcessor(name, patch);
    },
  };
}
