import { checkContent } from '../../core/domain/check-content.ts';
import type { PartContent, Poll } from '../../core/domain/content.ts';
import type { Media } from '../../core/domain/media.ts';

/** How the content of a part is changed; each gives a new one. A property that is not there is left out. */
type Change = (content: PartContent) => PartContent;

const mediaOf = ({ media = [] }: PartContent): readonly Media[] => media;

/** At its end, or where it was before. */
export const withMedia =
  (added: Media, at?: number): Change =>
  (content) => ({ ...content, media: mediaOf(content).toSpliced(at ?? mediaOf(content).length, 0, added) });

export const withoutMedia =
  (at: number): Change =>
  (content) => ({ ...content, media: mediaOf(content).toSpliced(at, 1) });

/** The place that it leaves and the place that it has then; nothing changes beyond the ends. */
export const movedMedia =
  (from: number, to: number): Change =>
  (content) => {
    const media = mediaOf(content);
    const moved = media[from];
    if (!moved || to < 0 || to >= media.length) return content;
    return { ...content, media: media.toSpliced(from, 1).toSpliced(to, 0, moved) };
  };

export const withAlt =
  (at: number, alt: string): Change =>
  (content) => ({ ...content, media: mediaOf(content).map((one, i) => (i === at ? { ...one, alt } : one)) });

export const withPoll =
  (poll: Poll | undefined): Change =>
  ({ poll: _, ...rest }) => ({ ...rest, ...(poll && { poll }) });

export const withQuote =
  (quote: string | undefined): Change =>
  ({ quote: _, ...rest }) => ({ ...rest, ...(quote !== undefined && { quote }) });

export const withDelay =
  (after: number | undefined): Change =>
  ({ after: _, ...rest }) => ({ ...rest, ...(after !== undefined && { after }) });

/** A poll to fill in, open for a day. */
export const EMPTY_POLL: Poll = { options: ['', ''], minutes: 24 * 60 };

/** Why X does not show this beside what the part holds already, in the words of the domain; undefined: it does. */
export function clashOf(part: PartContent, added: 'media' | 'poll' | 'quote'): string | undefined {
  const picture: Media = { hash: '', type: 'image/png', size: 0, alt: '', name: '' };
  const changes: Readonly<Record<typeof added, Change>> = {
    media: withMedia(picture),
    poll: withPoll(EMPTY_POLL),
    quote: withQuote('1'),
  };
  const found = checkContent(changes[added](part), 1, { premium: false });
  return found.find(({ code }) => code === 'poll-with-media' || code === 'quote-with-media')?.message;
}
