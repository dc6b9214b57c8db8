import type { SandboxDatabase } from './database.ts';

/** One piece of an upload. Of its bytes only the hash is kept, so that the file stays small. */
export type Segment = { readonly index: number; readonly size: number; readonly sha256: string };

/** An upload as it is stored. */
export type MediaRecord = {
  readonly id: string;
  readonly ownerId: string;
  /** MIME. */
  readonly type: string;
  /** `tweet_image`, `tweet_gif` or `tweet_video`. */
  readonly category: string;
  readonly size: number;
  readonly segments: readonly Segment[];
  readonly createdAt: number;
  /** All of it was there; null: not yet. */
  readonly finishedAt: number | null;
  /** '' for none. */
  readonly alt: string;
};

const PREFIX: Readonly<Record<string, string>> = { tweet_image: '3', tweet_gif: '16', tweet_video: '7' };

/** What stands before the `_` says what it is shown as. */
export const mediaKeyOf = ({ id, category }: Pick<MediaRecord, 'id' | 'category'>): string =>
  `${PREFIX[category] ?? '3'}_${id}`;

export type MediaShelf = {
  find(id: string): MediaRecord | undefined;
  insert(media: MediaRecord): void;
  update(media: MediaRecord): void;
  all(): readonly MediaRecord[];
  clear(): void;
};

type Row = Omit<MediaRecord, 'segments'> & { readonly segments: string };

const COLUMNS = `id, owner_id AS ownerId, type, category, size, segments, created_at AS createdAt,
  finished_at AS finishedAt, alt`;

export function openMedia(db: SandboxDatabase): MediaShelf {
  return {
    find: (id) => db.all<Row>(`SELECT ${COLUMNS} FROM media WHERE id = ?`, id).map(read)[0],
    insert: (media) => db.run('INSERT INTO media VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', ...valuesOf(media)),
    update: ({ id, segments, finishedAt, alt }) =>
      db.run(
        'UPDATE media SET segments = ?, finished_at = ?, alt = ? WHERE id = ?',
        ...[JSON.stringify(segments), finishedAt, JSON.stringify(alt), id],
      ),
    all: () => db.all<Row>(`SELECT ${COLUMNS} FROM media ORDER BY created_at, id`).map(read),
    clear: () => db.run('DELETE FROM media'),
  };
}

const valuesOf = (media: MediaRecord): (string | number | null)[] => [
  media.id,
  media.ownerId,
  media.type,
  media.category,
  media.size,
  JSON.stringify(media.segments),
  media.createdAt,
  media.finishedAt,
  JSON.stringify(media.alt),
];

const read = (row: Row): MediaRecord => ({
  ...row,
  segments: JSON.parse(row.segments) as readonly Segment[],
  alt: JSON.parse(row.alt) as string,
});
