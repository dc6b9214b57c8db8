import type { Post } from '../domain/post.ts';
import { headStart } from '../domain/precedence.ts';
import type { ProcessorName } from '../domain/processor.ts';
import type { Processor } from '../ports/processor.ts';
import type { WorkerDirectory } from '../ports/worker-directory.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { createCatchUp } from './catch-up.ts';
import { createCheckProcessor } from './check.ts';
import { tellingOfConflicts } from './conflicts.ts';
import type { WorkerContext } from './context.ts';
import { createEnqueueProcessor } from './enqueue.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { createPeers, type Peers } from './peers.ts';
import { createPoisonProcessor } from './poison.ts';
import { createPoll, type Poll } from './poll.ts';
import { createProbe } from './probe.ts';
import { createPublishProcessor } from './publish.ts';
import { hurryRetries } from './recover.ts';
import { createUploadProcessor } from './upload.ts';
import { createUploadAgenda, type UploadAgenda } from './upload-agenda.ts';
import { createWatch, type Watch } from './watch.ts';

/** The processors of a worker with what they share. */
export type Team = {
  readonly create: Readonly<Record<ProcessorName, () => Processor>>;
  readonly peers: Peers;
  /** Resolves when no post is held any more and no message either. */
  drained(): Promise<void>;
  /** These posts were changed by this process; without: anything may have changed. */
  hear(own?: readonly Post[]): void;
  /** X can be reached again: nothing waits for a back-off any more. */
  hurry(): Promise<void>;
};

/** @param wake ends the sleep of a processor */
export function createTeam(
  context: WorkerContext,
  workers: WorkerDirectory,
  wake: (name: ProcessorName) => void,
): Team {
  const ctx: WorkerContext = {
    ...context,
    posts: tellingOfConflicts(context.posts, (current) => tools.hear(current)),
  };
  const tools = createTools(ctx, workers, wake);
  const hurry = async (): Promise<void> => {
    await hurryRetries(ctx);
    tools.watch.hurry();
    ctx.uploads.hurry();
    tools.hear();
  };
  return { create: createProcessors(ctx, tools), hurry, ...tools };
}

/** What outlives a processor that is made anew: what was seen, what is on its way, what comes next. */
type Tools = {
  readonly agenda: Agenda;
  readonly inFlight: Agenda;
  readonly uploadAgenda: UploadAgenda;
  readonly leavesFor: (post: Post) => number;
  readonly lanes: Lanes;
  /** What was seen of rows outlives a processor that is made anew, or a quiet period would never end. */
  readonly watch: Watch;
  readonly poll: Poll;
  readonly peers: Peers;
  readonly wake: (name: ProcessorName) => void;
  /** To look at the rows anew. */
  readonly wakeEnqueue: () => void;
  readonly takeFailure: () => { readonly error: unknown } | undefined;
  readonly track: (work: Promise<void>) => void;
  drained(): Promise<void>;
  /** These posts were changed by this process; without: anything may have changed. */
  hear(own?: readonly Post[]): void;
};

function createTools(
  ctx: WorkerContext,
  workers: WorkerDirectory,
  wake: (name: ProcessorName) => void,
): Tools {
  const agenda = createAgenda(ctx);
  const inFlight = createAgenda(ctx);
  const poll = createPoll(ctx);
  const sharing = createSharing(ctx, workers);
  const failures = createFailures();
  ctx.uploads.listen(() => wake('upload'));
  const hearAll = (): void => {
    agenda.lookSoon();
    inFlight.lookSoon();
    poll.soon();
    for (const name of ['enqueue', 'check', 'publish'] as const) wake(name);
    if (sharing.uploadAgenda.hear()) wake('upload');
  };
  const lanes = createTeamLanes(ctx, agenda, wake, (error) => {
    failures.note(error);
    hearAll();
  });
  const messages = createPending();
  return {
    track: messages.track,
    drained: async () => {
      await lanes.drained();
      await messages.settled();
    },
    agenda,
    inFlight,
    lanes,
    watch: createWatch(ctx),
    poll,
    ...sharing,
    wake,
    wakeEnqueue: () => wakeToLook(agenda, wake),
    takeFailure: failures.take,
    hear: (own) => {
      if (!own) return hearAll();
      if (sharing.uploadAgenda.hear(own)) wake('upload');
      if (agenda.hear(own)) wake('enqueue');
      if (!own.some(({ status }) => status === 'checking')) return;
      inFlight.lookSoon();
      wake('check');
    },
  };
}

function wakeToLook(agenda: Agenda, wake: (name: ProcessorName) => void): void {
  agenda.lookSoon();
  wake('enqueue');
}

/** @param onFailure what was armed when it went wrong is in flight, and nobody's */
function createTeamLanes(
  ctx: WorkerContext,
  agenda: Agenda,
  wake: (name: ProcessorName) => void,
  onFailure: (error: unknown) => void,
): Lanes {
  return createLanes(ctx, {
    onRoom: () => {
      wake('enqueue');
      wake('publish');
    },
    onProgress: () => wake('publish'),
    onDueAgain: () => wakeToLook(agenda, wake),
    onWaits: (post) => {
      if (agenda.hear([post])) wake('enqueue');
    },
    onFailure,
  });
}

/** Which posts are this worker's to begin with, where others share the store. */
function createSharing(ctx: WorkerContext, workers: WorkerDirectory) {
  const peers = createPeers(ctx.owner, ctx.clock, workers);
  const leavesFor = (post: Post): number => headStart(ctx.owner, peers.ids(), post.id);
  return { peers, leavesFor, uploadAgenda: createUploadAgenda(ctx, leavesFor) };
}

/** The last one that nobody was told of. */
function createFailures() {
  let failure: { readonly error: unknown } | undefined;
  return {
    note: (error: unknown): void => {
      failure = { error };
    },
    take: () => {
      const last = failure;
      failure = undefined;
      return last;
    },
  };
}

/** Work that is not waited for until the end. */
function createPending() {
  const pending = new Set<Promise<void>>();
  return {
    track: (work: Promise<void>): void => {
      pending.add(work);
      void work.finally(() => pending.delete(work));
    },
    settled: () => Promise.all(pending),
  };
}

function createProcessors(ctx: WorkerContext, tools: Tools): Team['create'] {
  const { agenda, inFlight, lanes, watch, poll, peers, wake, wakeEnqueue, takeFailure, track, leavesFor } =
    tools;
  const probe = createProbe(ctx);
  const catchUp = createCatchUp(ctx);
  const enqueue = {
    agenda,
    lanes,
    catchUp,
    hasPeers: () => peers.ids().length > 0,
    leavesFor,
    onShared: () => {
      poll.soon();
      wake('publish');
    },
  };
  // A failure is told of by the lanes.
  const goOn = (post: Post): void => void lanes.take([post]).catch(() => {});
  return {
    enqueue: () => createEnqueueProcessor(ctx, enqueue),
    publish: () => createPublishProcessor(ctx, { lanes, catchUp, poll, track, takeFailure }),
    check: () => createCheckProcessor(ctx, { agenda: inFlight, watch, probe, wakeEnqueue, goOn }),
    upload: () => createUploadProcessor(ctx, tools.uploadAgenda),
    poison: () => createPoisonProcessor(ctx),
  };
}
