import { isDeepStrictEqual } from 'node:util';
import { type Need, type Notice, type NoticeTarget, publisherNeed } from '../core/domain/needs.ts';
import {
  ATTENTION_KEY,
  fallAsleep,
  NOTHING_TOLD,
  type NoticeMemory,
  type PublishedPost,
  planNotices,
  wakeUp,
} from '../core/domain/notices.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { Notifier } from '../core/ports/notifier.ts';
import type { NoticeApi, NoticeState } from '../core/rpc/notice-contract.ts';
import type { FromWorker, TraySummary } from '../core/rpc/worker-messages.ts';
import type { SettingsFile } from './settings.ts';
import type { WorkerStatus } from './worker-supervision.ts';

export type NoticeDeskDeps = {
  readonly settings: SettingsFile;
  readonly notifier: Notifier;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Posts are made up: nobody is told of them. */
  readonly isDemo: () => boolean;
  readonly open: (target: NoticeTarget) => void;
  /** Where notifications cannot be shown: says it inside the windows, and how much waits on the app's icon. */
  readonly sayInside: (notice: Notice) => void;
  readonly setBadge: (count: number) => void;
  /** `state` has changed. */
  readonly onChange: () => void;
};

/** Decides with the domain what is told outside of the windows, and remembers what was. */
export type NoticeDesk = {
  /** What the worker says. */
  hear(message: FromWorker): void;
  setWorker(status: WorkerStatus): void;
  suspend(): void;
  wake(): void;
  state(): NoticeState;
  readonly api: NoticeApi;
};

const TEST: Notice = {
  key: 'test',
  tone: 'success',
  title: 'Perch can reach you',
  body: 'You hear of what needs you, and of nothing that heals by itself.',
  target: { kind: 'settings' },
};

type Known = {
  needs: readonly Need[];
  /** There is nothing else that waits. */
  isWhole: boolean;
  publisher: readonly Need[];
  published: readonly PublishedPost[];
  isBusy: boolean;
  /** The worker has said how things are. */
  hasSummary: boolean;
};

export function createNoticeDesk(deps: NoticeDeskDeps): NoticeDesk {
  const { settings, clock, onChange } = deps;
  const known: Known = {
    needs: [],
    isWhole: false,
    publisher: [],
    published: [],
    isBusy: false,
    hasSummary: false,
  };
  const memory = createMemory(settings, onChange);
  const board = createBoard(deps);

  function look(): void {
    const { needs, isWhole, publisher, published, isBusy } = known;
    known.published = [];
    if (deps.isDemo()) {
      Object.assign(known, { needs: [], isWhole: false });
      return;
    }
    const all = [...publisher, ...needs];
    const choice = settings.get('notices');
    const facts = { now: clock.now(), choice, needs: all, isWhole, published, isBusy };
    const plan = planNotices(facts, memory.get());
    memory.set(plan.memory);
    for (const key of plan.close) board.close(key);
    for (const notice of plan.show) void board.put(notice);
    board.count(all.length);
  }

  return {
    hear: (message) => {
      if (message.kind === 'needs') Object.assign(known, { needs: message.needs, isWhole: message.isWhole });
      else if (message.kind === 'heartbeat') take(message.summary, known, memory, deps.isDemo());
      // Some systems tell nobody of a sleep, before or after it.
      else if (message.kind === 'machine' && message.event.kind === 'slept')
        memory.set(wakeUp(fallAsleep(memory.get(), message.event.from), message.event.at));
      else if (message.kind === 'published') {
        const { id, account, text, late } = message;
        known.published = [{ id, account, text, dueAt: clock.now() - late }];
      } else return;
      look();
    },
    setWorker: ({ state, message = '' }) => {
      known.publisher = state === 'failed' ? [publisherNeed(message)] : [];
      look();
    },
    suspend: () => memory.set(fallAsleep(memory.get(), clock.now())),
    wake: () => memory.set(wakeUp(memory.get(), clock.now())),
    state: () => ({
      notices: settings.get('notices'),
      hasPublished: memory.get().hasPublished,
      ...board.problem(),
    }),
    api: createNoticeApi(deps, board),
  };
}

function createNoticeApi({ settings, onChange }: NoticeDeskDeps, board: Board): NoticeApi {
  return {
    setNotice: async (kind, isOn) => {
      settings.set('notices', { ...settings.get('notices'), [kind]: isOn });
      onChange();
    },
    testNotice: async () => board.put(TEST),
    seen: async (what) => board.close(what === 'attention' ? ATTENTION_KEY : what),
  };
}

function take({ counts, health }: TraySummary, known: Known, memory: Memory, isDemo: boolean): void {
  // Posts that went out before Perch told of any. Later ones are told of, and may be counted before that.
  const isOld = !known.hasSummary && counts.published > 0 && !isDemo;
  known.hasSummary = true;
  if (isOld) memory.set({ ...memory.get(), hasPublished: true });
  const { publishing, checking, retrying } = counts;
  known.isBusy = health.queue.due + publishing + checking + retrying > 0;
}

type Memory = ReturnType<typeof createMemory>;
type Board = ReturnType<typeof createBoard>;

/** What was told, of which some outlives Perch. */
function createMemory(settings: SettingsFile, onFirst: () => void) {
  let memory: NoticeMemory = {
    ...NOTHING_TOLD,
    told: settings.get('toldNeeds'),
    hasPublished: settings.get('hasPublished'),
  };
  return {
    get: () => memory,
    set: (next: NoticeMemory): void => {
      const isFirst = next.hasPublished && !memory.hasPublished;
      if (!isDeepStrictEqual(next.told, memory.told)) settings.set('toldNeeds', next.told);
      memory = next;
      if (!isFirst) return;
      settings.set('hasPublished', true);
      onFirst();
    },
  };
}

/** Shows notices where they can be shown, and knows whether they can be. */
function createBoard({ notifier, log, open, sayInside, setBadge, onChange }: NoticeDeskDeps) {
  let problem: string | undefined;
  let waiting = 0;

  const note = (found: string | undefined): void => {
    if (found === problem) return;
    problem = found;
    if (found !== undefined) log.warn('notifications cannot be shown', { why: found });
    setBadge(found === undefined ? 0 : waiting);
    onChange();
  };
  void notifier.probe().then(note);
  notifier.onClick((notice) => {
    notifier.close(notice.key);
    open(notice.target);
  });

  return {
    problem: (): Pick<NoticeState, 'noticeProblem'> =>
      problem === undefined ? {} : { noticeProblem: problem },
    put: async (notice: Notice): Promise<void> => {
      note(await notifier.show(notice));
      if (problem !== undefined) sayInside(notice);
    },
    close: notifier.close,
    count: (needs: number): void => {
      if (needs === waiting) return;
      waiting = needs;
      if (problem !== undefined) setBadge(needs);
    },
  };
}
