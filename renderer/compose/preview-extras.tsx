import { kindOf } from '../../core/domain/media.ts';
import { MediaPicture } from '../post/media-picture.tsx';
import type { PartDraft } from '../state/composition.ts';
import { strings } from '../strings.ts';
import { MediaGrid, PollBars, QuoteBox } from '../ui/post-extras.tsx';

const words = strings.content;

/** What X shows below the text of a part. */
export function PreviewExtras({ part }: { readonly part: PartDraft }) {
  const { media = [], poll, quote } = part;
  return (
    <>
      {media.length > 0 && (
        <MediaGrid>
          {media.map((one, i) => (
            <MediaPicture
              // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may be there twice.
              key={i}
              media={one}
              alt={one.alt || words.kinds[kindOf(one)]}
            />
          ))}
        </MediaGrid>
      )}
      {poll && <PollBars options={poll.options} note={words.pollNote(poll.minutes)} />}
      {quote !== undefined && <QuoteBox title={words.quotedPost} id={quote} />}
    </>
  );
}
