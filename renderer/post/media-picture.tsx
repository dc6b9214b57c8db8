import { kindOf, type Media } from '../../core/domain/media.ts';
import { useMediaSource } from '../state/media-source.ts';
import { Picture } from '../ui/picture.tsx';

type MediaPictureProps = { readonly media: Media; readonly alt: string; readonly isWhole?: boolean };

/** What was attached, as it is on this computer. */
export function MediaPicture({ media, ...rest }: MediaPictureProps) {
  return <Picture kind={kindOf(media)} src={useMediaSource(media.hash)} {...rest} />;
}
