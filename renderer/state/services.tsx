import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import type { Instant } from '../../core/domain/time.ts';
import type { CommandResult, WorkerApi } from '../../core/rpc/contract.ts';
import type { WindowRequest } from '../../core/rpc/shell-contract.ts';
import { plainWords } from '../strings.ts';
import type { Activity } from './activity.ts';
import type { Attachments } from './attachments.ts';
import type { Calendar } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Compositions } from './composition.ts';
import { dayNumber } from './day-groups.ts';
import type { Drafts } from './drafts.ts';
import type { Imports } from './imports.ts';
import type { Posts } from './posts.ts';
import type { Requests } from './requests.ts';
import type { Session, SessionSnapshot } from './session.ts';
import type { Spelling } from './spelling.ts';
import type { Store } from './store.ts';
import type { Toasts } from './toasts.ts';
import type { UndoStack } from './undo.ts';
import { useStore } from './use-store.ts';
import type { Kept } from './writing.ts';

/** Everything a screen may use, made once by the composition root. */
export type Services = {
  readonly session: Session;
  readonly posts: Posts;
  readonly activity: Activity;
  readonly calendar: Calendar;
  readonly imports: Imports;
  readonly compositions: Compositions;
  /** Files on their way into the parts that are being written. */
  readonly attachments: Attachments;
  /** Whether what is being written is on the disk. */
  readonly kept: Pick<Store<Kept>, 'get' | 'subscribe'>;
  readonly drafts: Drafts;
  readonly spelling: Spelling;
  readonly toasts: Toasts;
  readonly undo: UndoStack;
  readonly clock: Clock;
  /** What the person asked for outside of the window. */
  readonly requests: Requests<WindowRequest>;
};

const ServicesContext = createContext<Services | null>(null);

export function ServicesProvider({
  services,
  children,
}: {
  readonly services: Services;
  readonly children: ReactNode;
}) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesProvider above it.');
  return services;
}

/** The time, once a second. Only what shows a running time uses this: it is drawn again at every tick. */
export function useNow(): Instant {
  const { clock } = useServices();
  return useSyncExternalStore(clock.subscribe, clock.now);
}

/** The day of today; changes at midnight only. */
export function useToday(): number {
  const { clock } = useServices();
  return useSyncExternalStore(clock.subscribe, () => dayNumber(new Date(clock.now())));
}

export function useSession<S>(select: (snapshot: SessionSnapshot) => S): S {
  return useStore(useServices().session, select);
}

/** Runs a command on the worker, puts the post it answers with in its place, and returns the answer. */
export async function runCommand(
  { session, posts }: Pick<Services, 'session' | 'posts'>,
  run: (worker: WorkerApi) => Promise<CommandResult>,
): Promise<CommandResult> {
  const result = await session.command(run);
  if (result.kind === 'ok') posts.put(result.post);
  return result.kind === 'ok' ? result : { ...result, message: plainWords(result.message) };
}

export function useCommand(): (run: (worker: WorkerApi) => Promise<CommandResult>) => Promise<CommandResult> {
  const services = useServices();
  return (run) => runCommand(services, run);
}
