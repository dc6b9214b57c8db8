import { DEFAULT_NOTICES } from '../../../core/domain/notices.ts';
import { DEFAULT_PROCESSORS } from '../../../core/domain/processor.ts';
import { isFound, searchTerms } from '../../../core/domain/search.ts';
import type { PostingPlans } from '../../../core/domain/slots.ts';
import type { Status } from '../../../core/domain/status.ts';
import type { PostView } from '../../../core/domain/view.ts';
import { openChannel, type PortLike } from '../../../core/rpc/channel.ts';
import type { CommandResult, PostChangeInput, WorkerApi, WorkerEvents } from '../../../core/rpc/contract.ts';
import { SHELL_ARGUMENTS, WORKER_ARGUMENTS } from '../../../core/rpc/schemas.ts';
import type { ShellApi, ShellEvents, ShellState } from '../../../core/rpc/shell-contract.ts';
import { createFakeAttach } from './fake-attach.ts';
import { sampleAccounts } from './sample-accounts.ts';
import { sampleActivity } from './sample-activity.ts';
import { sampleBeginnings } from './sample-begin.ts';
import { sampleUploads } from './sample-content.ts';
import { sampleDetail } from './sample-detail.ts';
import { sampleImport } from './sample-import.ts';
import { createMachinery } from './sample-machinery.ts';
import { PLACE_STATE, samplePlace } from './sample-network.ts';
import { sampleOverview } from './sample-overview.ts';
import { type Scenario, samples, seriesOf } from './scenario.ts';

export type FakeHost = {
  /** Every call of the window, in order. */
  readonly calls: readonly { readonly method: string; readonly args: readonly unknown[] }[];
  closeWorker(): void;
  openWorker(): void;
  setShell(patch: Partial<ShellState>): void;
  setStatus(id: string, status: Status): void;
};

declare global {
  var scenario: Scenario;
  var host: FakeHost;
}

const GUARDED: ShellState['secrets'] = {
  guard: 'ready',
  sealed: 2,
  plain: 0,
  session: 0,
  agreed: false,
  waiting: [],
  lost: [],
  storage: 'ok',
  asks: false,
};

function asPort(port: MessagePort): PortLike {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.onmessage = (event) => listener(event.data);
    },
  };
}

function createHost(scenario: Scenario): FakeHost & { connect(): void } {
  const now = Date.now();
  const calls: { method: string; args: readonly unknown[] }[] = [];
  const posts = new Map<string, PostView>(samples(scenario, now).map((post) => [post.id, post]));
  const before = new Map<string, PostView>();
  let settings = DEFAULT_PROCESSORS;
  let plans: PostingPlans = scenario.plans ?? {};
  let pausedUntil: number | null = scenario.health === 'paused' ? Number.POSITIVE_INFINITY : null;
  let shellState: ShellState = {
    version: '0.1.0',
    home: '/home/ada/.config/Perch',
    storage: {
      use: scenario.storage ? 'azure' : 'local',
      account: scenario.storage ? 'perchposts' : '',
      fixed: false,
    },
    ...PLACE_STATE,
    theme: 'system',
    spelling: true,
    keepAwake: 'off',
    closeToTray: true,
    started: true,
    sandbox: true,
    keptPlan: null,
    tray: true,
    trayHintSeen: true,
    worker: 'running',
    login: { isOn: false, canChange: true },
    loginAsked: true,
    zoom: 100,
    quickKeys: null,
    secrets: GUARDED,
    notices: DEFAULT_NOTICES,
    hasPublished: true,
    ...scenario.shell,
  };
  let workerPort: MessagePort | undefined;
  let worker: Pick<WorkerEvents, keyof WorkerEvents> | undefined;
  let shell: ShellEvents | undefined;

  const sorted = () =>
    [...posts.values()].sort((a, b) => `${a.dueAt ?? '~'}${a.id}`.localeCompare(`${b.dueAt ?? '~'}${b.id}`));
  const changed = () => {
    worker?.postsChanged();
    worker?.overviewChanged(overview());
  };
  const store = (post: PostView): CommandResult => {
    if (scenario.refuse !== undefined) return { kind: 'refused', code: 'invalid', message: scenario.refuse };
    posts.set(post.id, post);
    setTimeout(changed, 30);
    return post.unsynced
      ? { kind: 'ok', post, note: 'Saved here; it goes to the shared storage as soon as it can be reached.' }
      : { kind: 'ok', post };
  };
  const change = (id: string, patch: Partial<PostView>): CommandResult => {
    const { explanation: _e, reason: _r, restorable: _t, ...rest } = posts.get(id) as PostView;
    return store({ ...rest, ...patch } as PostView);
  };

  const changeOne = async (one: PostChangeInput): Promise<CommandResult> => {
    if (one.kind === 'cancel' || one.kind === 'restore') return api[one.kind](one.id);
    if (one.kind === 'duplicate') {
      return store({ ...(posts.get(one.id) as PostView), id: one.newId, status: 'draft', dueAt: null });
    }
    const { id, dueAt, draft } = one;
    const status = draft ? 'draft' : dueAt !== null && dueAt < Date.now() ? 'missed' : 'scheduled';
    return change(id, { status, dueAt: dueAt === null ? null : new Date(dueAt).toISOString() });
  };

  const people = sampleAccounts(scenario.people ?? {}, (patch) => setShell(patch));
  const machinery = createMachinery(now, scenario, () => changed());

  const overview = () => ({
    ...sampleOverview(sorted(), { ...scenario, pausedUntil, settings, plans, ...machinery.state() }),
    ...(scenario.posts === 'content' && { uploads: sampleUploads(sorted()) }),
  });

  const api: WorkerApi = {
    ...createFakeAttach(),
    overview: async () => overview(),
    list: async ({ status, account, from, to, after, limit = 100 }) => {
      if (scenario.loading) await new Promise(() => undefined);
      const all = sorted().filter(
        (post) =>
          (!status || status.includes(post.status)) &&
          (account === undefined || account === post.account) &&
          (from === undefined || Date.parse(post.dueAt ?? '') >= from) &&
          (to === undefined || Date.parse(post.dueAt ?? '') < to),
      );
      const first = after === undefined ? 0 : Number(after);
      const page = all.slice(first, first + limit);
      return { posts: page, ...(first + limit < all.length && { next: String(first + limit) }) };
    },
    search: async ({ text, status }) => {
      const terms = searchTerms(text);
      const found = sorted().filter(
        (post) => (!status || status.includes(post.status)) && terms.length > 0 && isFound(post, terms),
      );
      return { posts: found.slice(0, 50) };
    },
    show: async (id) => {
      const post = posts.get(id);
      return post ? sampleDetail(post, now) : null;
    },
    activity: async ({ limit, before = Number.POSITIVE_INFINITY }) =>
      sampleActivity(sorted(), now)
        .filter(({ seq }) => seq < before)
        .slice(0, limit),
    recent: async ({ texts, except }) =>
      texts.flatMap((text, part) =>
        sorted()
          .filter(({ id, parts }) => id !== except && parts.some((each) => each.text === text))
          .map(({ status, dueAt }) => ({ part, status, at: Date.parse(dueAt ?? '') }))
          .slice(0, 1),
      ),
    add: async ({ id, parts, dueAt, zone, account, draft, repeat, replyTo, replySettings }) =>
      store({
        id,
        status: draft ? 'draft' : 'scheduled',
        dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
        zone,
        account,
        parts,
        attempts: 0,
        ...(replyTo !== undefined && { replyTo }),
        ...(replySettings && { replySettings }),
        ...seriesOf(id, repeat),
        ...(scenario.storage === 'away' && { unsynced: true as const }),
      }),
    edit: async (id, { parts, dueAt, zone }) =>
      change(id, {
        ...(parts && { parts }),
        ...(zone && { zone }),
        ...(dueAt !== undefined && { dueAt: new Date(dueAt).toISOString(), status: 'scheduled' as const }),
      }),
    cancel: async (id) => {
      before.set(id, posts.get(id) as PostView);
      return change(id, { status: 'cancelled', restorable: true });
    },
    restore: async (id) => store(before.get(id) as PostView),
    changeMany: (changes) => Promise.all(changes.map(changeOne)),
    unpublish: async (id) => change(id, { status: 'cancelled', reason: 'removed' }),
    retry: async (id) => change(id, { status: 'scheduled', dueAt: new Date().toISOString() }),
    postNow: async (id, after = 0) =>
      change(id, {
        status: after > 0 ? 'scheduled' : 'publishing',
        dueAt: new Date(Date.now() + after).toISOString(),
      }),
    pause: async (until) => {
      pausedUntil = until === 'forever' ? Number.POSITIVE_INFINITY : until;
      changed();
    },
    setProcessor: async (name, patch) => {
      settings = { ...settings, [name]: { ...settings[name], ...patch } };
      changed();
      return { kind: 'ok' };
    },
    setPostingPlan: async (account, plan) => {
      const { [account]: _, ...others } = plans;
      plans = plan ? { ...others, [account]: plan } : others;
      changed();
      return { kind: 'ok' };
    },
    ...sampleImport(scenario.import ?? { rows: 12 }, now, (progress) => worker?.importChanged(progress)),
    ...machinery.api,
    ...people.worker,
  };

  const shellApi: ShellApi = {
    state: async () => shellState,
    ...people.shell,
    ...sampleBeginnings((patch) => setShell(patch)),
    checkSpelling: async (words) => words.filter((word) => /^(tomorow|recieve|teh)$/i.test(word)),
    spellingMenu: async () => 'tomorrow',
    saveText: async () => ({ kind: 'saved' }),
    restartWorker: async () => openWorker(),
    readWriting: async () => scenario.writing ?? null,
    keepWriting: async () => {
      if (scenario.cannotKeep !== undefined) throw new Error(scenario.cannotKeep);
    },
    retryKeyring: async () => setShell({ secrets: GUARDED }),
    keepSecrets: async () => undefined,
    ...samplePlace(scenario.findings ?? [], (patch) => setShell(patch)),
    testStorage: async () => scenario.ticks ?? [],
    useStorage: async (use, connection) => {
      if (scenario.refuse !== undefined) return { kind: 'refused', message: scenario.refuse };
      setShell({ storage: { use, account: connection === '' ? '' : 'perchposts', fixed: false } });
      return { kind: 'ok' };
    },
  };

  function setShell(patch: Partial<ShellState>): void {
    shellState = { ...shellState, ...patch };
    shell?.stateChanged(shellState);
  }

  function recorded<T extends object>(target: T): T {
    return Object.fromEntries(
      Object.entries(target).map(([method, run]) => [
        method,
        (...args: unknown[]) => {
          calls.push({ method, args });
          return (run as (...a: unknown[]) => unknown)(...args);
        },
      ]),
    ) as T;
  }

  function hand(which: 'worker' | 'shell'): MessagePort {
    const { port1, port2 } = new MessageChannel();
    window.postMessage({ perch: which }, location.origin, [port2]);
    return port1;
  }

  function openWorker(): void {
    workerPort = hand('worker');
    worker = openChannel<WorkerEvents, WorkerApi>(asPort(workerPort), recorded(api), WORKER_ARGUMENTS);
    setShell({ worker: scenario.shell?.worker ?? 'running' });
  }

  return {
    calls,
    connect: () => {
      shell = openChannel<ShellEvents, ShellApi>(asPort(hand('shell')), recorded(shellApi), SHELL_ARGUMENTS);
      openWorker();
    },
    closeWorker: () => {
      worker = undefined;
      workerPort?.close();
      setShell({ worker: 'restarting' });
    },
    openWorker,
    setShell,
    setStatus: (id, status) => void change(id, { status }),
  };
}

const fake = createHost(globalThis.scenario);
globalThis.host = fake;
Object.assign(globalThis, { perch: Object.freeze({ connect: () => setTimeout(fake.connect, 5) }) });
