import type { PartContent } from '../../../core/domain/content.ts';
import type { Media } from '../../../core/domain/media.ts';
import type { UploadProgress } from '../../../core/domain/upload.ts';
import type { PostView } from '../../../core/domain/view.ts';

/** The harness serves a picture for every hash, in a colour of its own. */
export const sampleMedia = (n: number, patch: Partial<Media> = {}): Media => ({
  hash: String(n).repeat(64).slice(0, 64),
  type: 'image/png',
  size: 120_000,
  width: 1_200,
  height: 800,
  alt: '',
  name: `picture ${n}.png`,
  ...patch,
});

const CONTENTS: readonly Omit<PartContent, 'text'>[] = [
  { media: [sampleMedia(1, { alt: 'A heron at the edge of a pond.' }), sampleMedia(2)] },
  { poll: { options: ['Tea', 'Coffee'], minutes: 1_440 } },
  { quote: '1900000000000000001' },
];

/** The first posts that wait hold more than text. */
export function withContent(posts: readonly PostView[]): readonly PostView[] {
  const waiting = posts.filter(({ status }) => status === 'scheduled');
  return posts.map((post) => {
    const [first, ...rest] = post.parts;
    const content = CONTENTS[waiting.indexOf(post)];
    return content && first ? { ...post, parts: [{ ...first, ...content }, ...rest] } : post;
  });
}

/** Media that are just on their way. */
export function sampleUploads(posts: readonly PostView[]): readonly UploadProgress[] {
  const post = posts.find(({ parts }) => parts.some(({ media }) => media !== undefined));
  return post ? [{ postId: post.id, part: 0, share: 0.4 }] : [];
}
