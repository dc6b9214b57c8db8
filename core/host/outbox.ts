import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileFailure, writeDurably } from '../adapters/system/durable-file.ts';
import type { Post, PostId } from '../domain/post.ts';

/** Posts that wait on this computer for the shared storage they were written for. */
export type Outbox = {
  /** On the disk before it returns. `isRestored`: its cancelling was taken back here. @throws StoreError */
  keep(post: Post, isRestored?: boolean): void;
  /** Earliest saved first. */
  list(): readonly Post[];
  get(id: PostId): Post | undefined;
  /** The storage may have it as cancelled, which somebody has taken back since. */
  isRestored(id: PostId): boolean;
  remove(id: PostId): void;
  /** How many wait for another storage than this one. */
  stranded(): number;
  /** The paths of files that could not be read. */
  damaged(): readonly string[];
};

type Entry = {
  readonly format: 1;
  readonly place: string;
  readonly post: Post;
  readonly restored?: true;
};

const SUFFIX = '.json';
const DAMAGED = '.damaged';
const SAFE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `<home>/outbox/`, a file for each post, readable by its owner only. `place` names the storage they are for. */
export function openOutbox(home: string, place: string): Outbox {
  const folder = join(home, 'outbox');
  const pathOf = (id: PostId): string => join(folder, fileName(id));

  function entries(): readonly Entry[] {
    return filesIn(folder)
      .filter((name) => name.endsWith(SUFFIX))
      .flatMap((name) => readEntry(join(folder, name)));
  }

  const own = (): readonly Entry[] => entries().filter((entry) => entry.place === place);
  const list = (): readonly Post[] =>
    own()
      .map(({ post }) => post)
      .toSorted((a, b) => a.createdAt - b.createdAt);
  return {
    keep: (post, isRestored = false) => {
      makeFolder(folder);
      const entry: Entry = { format: 1, place, post, ...(isRestored && { restored: true }) };
      writeDurably(pathOf(post.id), `${JSON.stringify(entry)}\n`);
    },
    list,
    isRestored: (id) => own().some(({ post, restored }) => post.id === id && restored === true),
    get: (id) => list().find((post) => post.id === id),
    remove: (id) => rmSync(pathOf(id), { force: true }),
    stranded: () => entries().filter((entry) => entry.place !== place).length,
    damaged: () =>
      filesIn(folder)
        .filter((name) => name.endsWith(DAMAGED))
        .map((name) => join(folder, name)),
  };
}

/** Ids come from the window too, so only what is surely one is a name of a file as it is. */
function fileName(id: PostId): string {
  const name = SAFE.test(id) ? id : createHash('sha256').update(id).digest('hex');
  return name + SUFFIX;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileFailure(error, folder);
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What cannot be read is kept aside, never dropped: it is somebody's words. */
function readEntry(file: string): readonly Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Another process has just passed it on.
    return [];
  }
  const entry = parse(text);
  if (entry) return [entry];
  renameSync(file, file + DAMAGED);
  return [];
}

function parse(text: string): Entry | undefined {
  try {
    const entry = JSON.parse(text) as Partial<Entry> | null;
    if (entry?.format !== 1 || typeof entry.place !== 'string' || !isPost(entry.post)) return undefined;
    const { place, post, restored } = entry as Entry;
    const {
      repeat = null,
      replyTo = null,
      replySettings = null,
      beforeCancel = null,
    } = post as Partial<Post>;
    // Written before posts could repeat, reply or be restored, it does not say so.
    return {
      format: 1,
      place,
      post: { ...post, repeat, replyTo, replySettings, beforeCancel },
      ...(restored && { restored }),
    };
  } catch {
    return undefined;
  }
}

function isPost(post: Partial<Post> | undefined): boolean {
  return (
    typeof post?.id === 'string' &&
    typeof post.account === 'string' &&
    typeof post.status === 'string' &&
    typeof post.createdAt === 'number' &&
    Array.isArray(post.parts) &&
    post.parts.every((part) => typeof part.text === 'string')
  );
}
