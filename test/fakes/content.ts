import type { PartContent } from '../../core/domain/content.ts';
import type { Media } from '../../core/domain/media.ts';
import type { ContentStore } from '../../core/ports/content-store.ts';
import { attachMedia } from '../../core/service/attach.ts';

/** A picture as the attaching gives it; its bytes are nowhere. */
export const aMedia = (overrides: Partial<Media> = {}): Media => ({
  hash: 'ab'.repeat(32),
  type: 'image/png',
  size: 2_048,
  width: 640,
  height: 480,
  alt: 'A "quoted" view\nof two lines 🏔️',
  name: 'view.png',
  ...overrides,
});

/** A thread with one of everything that a part may hold. */
export const FULL_THREAD: readonly PartContent[] = [
  {
    text: '',
    media: [
      aMedia(),
      aMedia({ hash: 'cd'.repeat(32), alt: '', name: 'clip.mp4', type: 'video/mp4', durationMs: 1_500 }),
    ],
  },
  { text: 'Which one?', poll: { options: ['This', 'That "one"'], minutes: 1_440 }, after: 60_000 },
  { text: 'See also', quote: '1900000000000000009' },
  { text: 'Only a text' },
];

/** Stores a file as the attaching does. */
export async function attachFile(
  content: ContentStore,
  bytes: Uint8Array,
  name: string,
  alt = 'a view',
): Promise<Media> {
  const attached = await attachMedia(
    content,
    async function* () {
      yield bytes;
    },
    name,
  );
  if (attached.kind !== 'ok') throw new Error(attached.message);
  return { ...attached.media, alt };
}

/** The bytes of a PNG of about so many bytes; no two seeds give the same. Only its head is one. */
export function aPicture(size = 1_000, seed = ''): Uint8Array {
  const bytes = new Uint8Array(Math.max(Math.ceil(size), 64));
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, 640);
  new DataView(bytes.buffer).setUint32(20, 480);
  bytes.set(new TextEncoder().encode(seed).subarray(0, 32), 32);
  return bytes;
}

/** The bytes of an MP4 of 640 x 360 that takes 4 s. Only its head is one. */
export function aClip(size = 1_000): Uint8Array {
  const box = (kind: string, ...content: readonly (readonly number[])[]): readonly number[] => {
    const inner = content.flat();
    const length = inner.length + 8;
    return [...u32(length), ...[...kind].map((c) => c.charCodeAt(0)), ...inner];
  };
  const u32 = (n: number): readonly number[] => [
    (n >>> 24) & 255,
    (n >>> 16) & 255,
    (n >>> 8) & 255,
    n & 255,
  ];
  const mvhd = box(
    'mvhd',
    u32(0),
    u32(0),
    u32(0),
    u32(1_000),
    u32(4_000),
    Array.from({ length: 80 }, () => 0),
  );
  const tkhd = box(
    'tkhd',
    Array.from({ length: 76 }, () => 0),
    u32(640 << 16),
    u32(360 << 16),
  );
  const head = [
    ...box(
      'ftyp',
      [...'isom'].map((c) => c.charCodeAt(0)),
      u32(0),
    ),
    ...box('moov', mvhd, box('trak', tkhd)),
  ];
  const bytes = new Uint8Array(Math.max(size, head.length));
  bytes.set(head);
  return bytes;
}
