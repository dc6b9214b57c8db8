import { kindOf } from '../../core/domain/media.ts';
import type { PartView } from '../../core/domain/view.ts';
import { strings } from '../strings.ts';
import { ThumbRow } from '../ui/picture.tsx';
import { Text } from '../ui/text.tsx';
import { MediaPicture } from './media-picture.tsx';

const words = strings.content;

/** What a stored part holds besides its text. */
export function PartExtras({ part }: { readonly part: PartView }) {
  const { media = [], poll, quote, after } = part;
  return (
    <>
      {media.map((one, i) => (
        <ThumbRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may be there twice.
          key={i}
          picture={<MediaPicture media={one} alt="" />}
          title={words.kindAndName(words.kinds[kindOf(one)], one.name)}
          text={one.alt || words.notDescribed}
        />
      ))}
      {poll && (
        <Text as="p" look="small">
          {words.pollLine(poll.options, poll.minutes)}
        </Text>
      )}
      {quote !== undefined && <Text look="small">{words.quotes(quote)}</Text>}
      {after !== undefined && <Text look="small">{words.after(after)}</Text>}
    </>
  );
}
