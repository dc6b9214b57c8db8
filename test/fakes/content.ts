import type { PartContent } from '../../core/domain/content.ts';
import type { Media } from '../../core/domain/media.ts';

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
