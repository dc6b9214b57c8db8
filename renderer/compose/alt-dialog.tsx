import { MAX_ALT, type Media } from '../../core/domain/media.ts';
import { MediaPicture } from '../post/media-picture.tsx';
import { withAlt } from '../state/part-content.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea, TextAreaFooter } from '../ui/field.tsx';
import { Stack } from '../ui/layout.tsx';
import { PictureFrame } from '../ui/picture.tsx';
import { Text } from '../ui/text.tsx';
import { Counter } from './counter.tsx';
import { useSpelling } from './use-spelling.ts';

const words = strings.content;

type AltDialogProps = {
  /** Key of the part, and the place of the media in it. */
  readonly part: string;
  readonly at: number;
  readonly media: Media;
  readonly title: string;
  readonly onClose: () => void;
};

/** What a picture shows, in words. Every key is kept at once, as everything that is written. */
export function AltDialog({ part, at, media, title, onClose }: AltDialogProps) {
  const { compositions } = useServices();
  const { length } = media.alt;
  const spelling = useSpelling(media.alt, false);
  const done = (
    <Button look="primary" onPress={onClose}>
      {words.altDone}
    </Button>
  );
  return (
    <Dialog title={title} closeLabel={strings.actions.close} onClose={onClose} footer={done}>
      <Stack gap={2}>
        <PictureFrame>
          <MediaPicture media={media} alt="" isWhole />
        </PictureFrame>
        <Text look="small">{media.name}</Text>
        <TextArea
          label={words.alt}
          value={media.alt}
          placeholder={words.altHint}
          isInvalid={length > MAX_ALT}
          onChange={(alt) => compositions.changePart(part, withAlt(at, alt))}
          autoFocus
          {...spelling}
          footer={
            <TextAreaFooter>
              <Counter length={length} limit={MAX_ALT} />
            </TextAreaFooter>
          }
        />
      </Stack>
    </Dialog>
  );
}
