import type { Layout } from '../../core/domain/import-layout.ts';
import type { WorkerApi } from '../../core/rpc/contract.ts';
import {
  type ImportChoices,
  type ImportFile,
  type ImportPreview,
  type ImportProgress,
  MAX_IMPORT_BYTES,
} from '../../core/rpc/import-contract.ts';
import { strings } from '../strings.ts';
import { createStore, type Store } from './store.ts';
import type { UndoStack } from './undo.ts';

/** A file on its way in: chosen, looked at, brought in. */
export type ImportSnapshot = {
  readonly file?: ImportFile;
  readonly choices: ImportChoices;
  readonly preview?: ImportPreview;
  readonly isReading: boolean;
  readonly progress?: ImportProgress;
};

export type Imports = Store<ImportSnapshot> & {
  /** Reads a file and shows what would become of its rows. */
  choose(file: File, choices: ImportChoices): Promise<void>;
  /** The same rows with other choices. */
  change(choices: Partial<ImportChoices>): Promise<void>;
  /** Resolves when it has begun, or says why not. */
  start(): Promise<void>;
  stop(): void;
  /** Back to the beginning. */
  clear(): void;
  onProgress(progress: ImportProgress): void;
  /** An import that ran there has ended with it. */
  onWorkerGone(): void;
};

const EMPTY: ImportSnapshot = { choices: { account: '', zone: '' }, isReading: false };
const words = strings.transfer;

type Deps = {
  readonly worker: () => WorkerApi;
  readonly makeId: () => string;
  readonly undo: Pick<UndoStack, 'did'>;
};

export function createImports(deps: Deps): Imports {
  const { worker, makeId } = deps;
  const store = createStore<ImportSnapshot>(EMPTY);
  const reader = createReader(store, worker);

  async function start(): Promise<void> {
    const { file, choices, preview } = store.get();
    if (!file || preview?.kind !== 'ok' || store.get().progress?.state === 'running') return;
    const id = makeId();
    const total = preview.rows.length;
    store.set((s) => ({ ...s, progress: { id, state: 'running', done: 0, total } }));
    try {
      await worker().startImport(id, file, choices);
    } catch (error) {
      fail(id, error instanceof Error ? error.message : String(error));
    }
  }

  function fail(id: string, message: string): void {
    store.set((s) => {
      if (s.progress?.id !== id || s.progress.state !== 'running') return s;
      const counts = { added: 0, already: 0, refused: 0 };
      return {
        ...s,
        progress: { ...s.progress, state: 'failed', result: { counts, ids: [], refused: [], message } },
      };
    });
  }

  return {
    ...store,
    choose: reader.choose,
    change: reader.change,
    start,
    stop: () => {
      const { progress } = store.get();
      if (progress)
        void worker()
          .stopImport(progress.id)
          .catch(() => undefined);
    },
    clear: () => {
      reader.forget();
      store.set(EMPTY);
    },
    onProgress: (progress) => {
      if (store.get().progress?.id !== progress.id) return;
      store.set((s) => ({ ...s, progress }));
      tellUndo(progress, deps);
    },
    onWorkerGone: () => {
      const { progress } = store.get();
      if (progress) fail(progress.id, words.interrupted);
    },
  };
}

/** Reads files; a later choice always wins over an earlier one that is still under way. */
function createReader(store: Store<ImportSnapshot>, worker: () => WorkerApi) {
  let latest = 0;

  async function read(file: ImportFile, choices: ImportChoices): Promise<void> {
    const turn = ++latest;
    store.set({ file, choices, isReading: true, ...before(store.get(), file) });
    const preview = await settle(() => worker().previewImport(file, choices));
    // A later choice has its own answer on the way.
    if (turn === latest) store.set({ file, choices, preview, isReading: false });
  }

  async function choose(chosen: File, choices: ImportChoices): Promise<void> {
    const { name, size } = chosen;
    const refuse = (message: string) =>
      store.set({ ...EMPTY, choices, preview: { kind: 'refused', message } });
    latest += 1;
    if (size > MAX_IMPORT_BYTES) return refuse(words.tooLarge(name, size));
    const bytes = await chosen.arrayBuffer().catch(() => undefined);
    if (!bytes) return refuse(words.unreadable(name));
    await read({ name, bytes: new Uint8Array(bytes) }, choices);
  }

  return {
    choose,
    change: async (patch: Partial<ImportChoices>): Promise<void> => {
      const { file, choices } = store.get();
      if (file) await read(file, { ...choices, ...patch });
    },
    forget: (): void => {
      latest += 1;
    },
  };
}

/** What an import added can be taken back, as far as nobody has touched it since. */
function tellUndo({ result }: ImportProgress, { worker, undo }: Deps): void {
  const ids = result?.ids ?? [];
  if (ids.length === 0) return;
  const take = async () => (await worker().undoImport(ids)) > 0 || { why: words.undoNothing };
  undo.did({ message: words.did(ids.length), undo: take });
}

/** While the same file is read again, what it showed stays. */
function before(snapshot: ImportSnapshot, file: ImportFile): Pick<ImportSnapshot, 'preview'> {
  return snapshot.file === file && snapshot.preview ? { preview: snapshot.preview } : {};
}

async function settle(read: () => Promise<ImportPreview>): Promise<ImportPreview> {
  try {
    return await read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', message: strings.errors.failed(message) };
  }
}

/** The layout with another role for one column; only texts and pictures may be many. */
export function withRole(layout: Layout, index: number, role: Layout['columns'][number]): Layout {
  const isMany = role === 'text' || role === 'media' || role === 'skip';
  const columns = layout.columns.map((one, i) =>
    i === index ? role : !isMany && one === role ? 'skip' : one,
  );
  // The dates may be in another column now.
  const dates = role === 'at' || role === 'date' ? null : layout.dates;
  return { ...layout, columns, dates };
}
