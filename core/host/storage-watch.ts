import type { StorageTrouble } from '../domain/storage.ts';
import type { Clock } from '../ports/clock.ts';
import { isOutage } from '../ports/store-error.ts';

/** What a success of the call proves: nothing when it may come from memory. */
export type CallKind = 'read' | 'write' | 'memory';
/** Different servers: one may be away while the others answer. */
export type Service = 'tables' | 'queues' | 'blobs';

/** Notes how the calls on a shared store end. */
export type StorageWatch = {
  /** Undefined while all is well, as far as the latest calls know. */
  trouble(): StorageTrouble | undefined;
  worked(service: Service, kind: CallKind): void;
  failed(service: Service, kind: CallKind, error: unknown): void;
  /** Calls back when a trouble comes, changes or goes. Returns the way out. */
  onChange(listener: () => void): () => void;
};

type Noted = StorageTrouble & { readonly by: CallKind };

export function createStorageWatch(clock: Pick<Clock, 'now'>): StorageWatch {
  const noted = new Map<Service, Noted>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return {
    trouble: () => {
      const [earliest] = [...noted.values()].toSorted((a, b) => a.since - b.since);
      return earliest && { kind: earliest.kind, detail: earliest.detail, since: earliest.since };
    },
    worked: (service, kind) => {
      const trouble = noted.get(service);
      if (!trouble || !endsIt(trouble, kind)) return;
      noted.delete(service);
      tell();
    },
    failed: (service, kind, error) => {
      const found = troubleOf(error);
      if (!found) return;
      const before = noted.get(service);
      noted.set(service, { ...found, by: kind, since: before?.since ?? clock.now() });
      if (before?.kind !== found.kind) tell();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A signature may let us read and not write: only what was refused proves that it is not any more. */
function endsIt({ kind, by }: Noted, succeeded: CallKind): boolean {
  if (succeeded === 'memory') return false;
  return kind !== 'refused' || by !== 'write' || succeeded === 'write';
}

function troubleOf(error: unknown): Pick<StorageTrouble, 'kind' | 'detail'> | undefined {
  if (!isOutage(error)) return undefined;
  const clock = /clock is (\d+ minutes)/.exec(error.message)?.[1];
  if (clock !== undefined) return { kind: 'clock', detail: clock };
  const kind = error.code === 'refused' || error.code === 'busy' ? error.code : 'unavailable';
  return { kind, detail: /\(([^)]*)\)/.exec(error.message)?.[1] ?? '' };
}
