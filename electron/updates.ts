import { HOUR, type Instant, MINUTE, SECOND } from '../core/domain/time.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { Release, UpdateApi, UpdateState, UpdateStatus } from '../core/rpc/update-contract.ts';
import type { SettingsFile } from './settings.ts';

/** What looks for a newer Perch and puts it in place of this one. Loaded when it is needed. */
export type Updater = {
  /** Undefined: there is none that is newer than this one. Rejects when nobody could say. */
  check(): Promise<Release | undefined>;
  /** Rejects also when what came is not what the feed says. */
  download(onProgress: (percent: number) => void): Promise<void>;
  /** Ends this process and starts the new Perch. */
  install(): void;
};

export type UpdatesDeps = {
  readonly settings: Pick<SettingsFile, 'get' | 'set'>;
  readonly log: Log;
  readonly clock: Clock;
  /** `here`: this one can be replaced; `elsewhere`: only told of; `none`: there is no feed. */
  readonly way: 'here' | 'elsewhere' | 'none';
  readonly open: () => Promise<Updater>;
  /** Posts on the wire now, and when the next is due. */
  readonly inFlight: () => number;
  readonly nextDue: () => Instant | null;
  /** The time by which posts are due. */
  readonly now: () => Instant;
  /** Ends everything in an orderly way, then does this. */
  readonly endThen: (leave: () => void) => void;
  readonly onChange: () => void;
};

export type Updates = {
  state(): UpdateState;
  readonly api: UpdateApi;
  /** Looks by itself from now on, if the person wants that. */
  start(): void;
  stop(): void;
};

const FIRST_LOOK = 1 * MINUTE;
const LOOK_EVERY = 24 * HOUR;
/** A restart takes seconds; a post that is due within this waits for no restart. */
const QUIET = 5 * MINUTE;
const QUIET_LOOK = 5 * SECOND;

type Held = {
  readonly deps: UpdatesDeps;
  readonly stopping: AbortController;
  updater: Promise<Updater> | undefined;
  status: UpdateStatus;
  isPutOff: boolean;
  isLooking: boolean;
};

/** Never silent: looked for only with consent, installed only when a person says so, and not amid a post. */
export function createUpdates(deps: UpdatesDeps): Updates {
  const { settings, way, onChange } = deps;
  const stopping = new AbortController();
  const held: Held = {
    deps,
    stopping,
    updater: undefined,
    status: { kind: 'none' },
    isPutOff: false,
    isLooking: false,
  };
  return {
    state: () => {
      const { status, isPutOff } = held;
      return { updates: { canLook: way !== 'none', choice: settings.get('updates'), status, isPutOff } };
    },
    start: () => {
      if (way !== 'none') void keepLooking(held);
    },
    stop: () => stopping.abort(),
    api: {
      setUpdates: async (choice) => {
        settings.set('updates', choice);
        onChange();
        if (choice === 'automatic') await look(held, false);
      },
      checkForUpdate: () => look(held, true),
      restartForUpdate: () => restart(held),
      putOffUpdate: async () => putOff(held),
      skipUpdate: async () => {
        if ('version' in held.status) settings.set('skippedVersion', held.status.version);
        set(held, { kind: 'none' });
      },
    },
  };
}

function set(held: Held, next: UpdateStatus): void {
  held.status = next;
  held.deps.onChange();
}

async function keepLooking(held: Held): Promise<void> {
  const { deps, stopping } = held;
  await deps.clock.sleep(FIRST_LOOK, stopping.signal);
  while (!stopping.signal.aborted) {
    if (deps.settings.get('updates') === 'automatic') await look(held, false);
    await deps.clock.sleep(LOOK_EVERY, stopping.signal);
  }
}

/** `isAsked`: a person wants to know, so that failures and skipped versions are told. */
async function look(held: Held, isAsked: boolean): Promise<void> {
  const { deps } = held;
  if (held.isLooking || deps.way === 'none' || !canLookFrom(held.status)) return;
  held.isLooking = true;
  if (isAsked) held.isPutOff = false;
  set(held, { kind: 'checking' });
  held.updater ??= deps.open();
  await held.updater
    .then((updater) => find(held, updater, isAsked))
    .catch((error: unknown) => {
      deps.log.warn('no update could be had', { error: String(error) });
      set(held, isAsked ? { kind: 'failed', message: failureWords(error) } : { kind: 'none' });
    });
  held.isLooking = false;
}

async function find(held: Held, updater: Updater, isAsked: boolean): Promise<void> {
  const { settings, clock, log, way } = held.deps;
  const release = await updater.check();
  const isSkipped = release?.version === settings.get('skippedVersion') && !isAsked;
  if (!release || isSkipped) return set(held, { kind: 'none', checkedAt: clock.now() });
  log.info('there is a newer Perch', { version: release.version });
  if (way === 'elsewhere') return set(held, { kind: 'elsewhere', ...release });
  const downloading = (percent: number): void =>
    set(held, { kind: 'downloading', version: release.version, percent: Math.round(percent) });
  downloading(0);
  await updater.download(downloading);
  set(held, { kind: 'ready', ...release });
}

function isQuiet({ deps }: Held): boolean {
  const next = deps.nextDue();
  return deps.inFlight() === 0 && (next === null || next - deps.now() > QUIET);
}

/** The person may think better of it while it waits. */
async function restart(held: Held): Promise<void> {
  const { deps, stopping, status } = held;
  if (status.kind !== 'ready') return;
  held.isPutOff = false;
  set(held, { ...status, kind: 'waiting' });
  while (held.status.kind === 'waiting' && !isQuiet(held))
    await deps.clock.sleep(QUIET_LOOK, stopping.signal);
  const updater = await held.updater;
  if (stopping.signal.aborted || held.status.kind !== 'waiting' || !updater) return;
  set(held, { kind: 'installing', version: status.version });
  deps.endThen(updater.install);
}

/** Nothing waits for a quiet moment any more. */
function putOff(held: Held): void {
  held.isPutOff = true;
  const { status } = held;
  set(held, status.kind === 'waiting' ? { ...status, kind: 'ready' } : status);
}

/** What is found already is not looked for again. */
const canLookFrom = ({ kind }: UpdateStatus): boolean =>
  kind === 'none' || kind === 'failed' || kind === 'elsewhere';

function failureWords(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  if (/checksum|sha512|sha2|signature|not signed/i.test(words))
    return 'What was downloaded is not what was published, so it was thrown away. Try again later; if it stays, get Perch from where you got it first.';
  return 'Nobody could say whether there is a newer Perch: check the network, then try again.';
}
