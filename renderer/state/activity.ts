import type { HistoryRow } from '../../core/domain/history.ts';
import type { WorkerApi } from '../../core/rpc/contract.ts';
import { createStore, type Store } from './store.ts';

/** What happened to all posts, newest first, as far back as somebody looked. */
export type ActivitySnapshot = {
  readonly phase: 'unread' | 'ready' | 'unreadable';
  readonly rows: readonly HistoryRow[];
  /** Nothing happened before the last of them. */
  readonly isWhole: boolean;
};

export type Activity = Store<ActivitySnapshot> & {
  /** Somebody looks: read now and at every change. Returns the way out. */
  watch(): () => void;
  /** Something happened to some post. */
  refresh(): void;
  /** The next page of the past. */
  readMore(): Promise<void>;
  /** Knows nothing any more: what follows belongs to another storage. */
  clear(): void;
};

const PAGE = 200;
const UNREAD: ActivitySnapshot = { phase: 'unread', rows: [], isWhole: false };

export function createActivity(source: () => Pick<WorkerApi, 'activity'>): Activity {
  const store = createStore(UNREAD);
  let watchers = 0;
  let isWanted = false;
  let isReading = false;

  /** One reading at a time; what happens meanwhile is read after it. */
  async function read(): Promise<void> {
    isWanted = true;
    if (isReading) return;
    isReading = true;
    while (isWanted) {
      isWanted = false;
      const newest = await source()
        .activity({ limit: PAGE })
        .catch(() => undefined);
      store.set((s) =>
        newest ? withNewest(s, newest) : { ...s, phase: s.rows.length > 0 ? s.phase : 'unreadable' },
      );
    }
    isReading = false;
  }

  return {
    ...store,
    watch: () => {
      watchers += 1;
      void read();
      return () => {
        watchers -= 1;
      };
    },
    refresh: () => {
      if (watchers > 0) void read();
    },
    readMore: async () => {
      const { rows, isWhole } = store.get();
      const last = rows.at(-1);
      if (!last || isWhole) return;
      const older = await source().activity({ limit: PAGE, before: last.seq });
      store.set((s) =>
        s.rows.at(-1) === last ? { ...s, rows: [...s.rows, ...older], isWhole: older.length < PAGE } : s,
      );
    },
    clear: () => store.set(UNREAD),
  };
}

/** Rows that are known stay the same objects. More than a page of news: what lies between is not known. */
function withNewest({ rows, isWhole }: ActivitySnapshot, newest: readonly HistoryRow[]): ActivitySnapshot {
  const first = rows[0];
  const oldest = newest.at(-1);
  const isShort = newest.length < PAGE;
  if (!first || !oldest || oldest.seq > first.seq) return { phase: 'ready', rows: newest, isWhole: isShort };
  const fresh = newest.filter(({ seq }) => seq > first.seq);
  return { phase: 'ready', rows: fresh.length === 0 ? rows : [...fresh, ...rows], isWhole };
}
