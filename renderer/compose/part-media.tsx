import { CircleCheck } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { kindOf, type Media } from '../../core/domain/media.ts';
import { MediaPicture } from '../post/media-picture.tsx';
import { SHORTCUTS } from '../shortcuts.ts';
import type { PartDraft } from '../state/composition.ts';
import { movedMedia, withMedia, withoutMedia } from '../state/part-content.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { matches } from '../ui/keys.ts';
import { MediaStrip } from '../ui/media-strip.tsx';
import { AltDialog } from './alt-dialog.tsx';

const words = strings.content;

type PartMediaProps = { readonly part: PartDraft; readonly index: number; readonly isOut: boolean };

/** The pictures and videos of a part, in the order in which X shows them. */
export function PartMedia({ part, index, isOut }: PartMediaProps) {
  const { compositions, undo } = useServices();
  const [opened, setOpened] = useState<number>();
  const media = part.media ?? [];
  const remove = (at: number) => {
    const removed = media[at];
    if (!removed) return;
    compositions.changePart(part.key, withoutMedia(at));
    undo.did({
      message: words.removed(nameOf(removed, at, media.length)),
      undo: async () => compositions.changePart(part.key, withMedia(removed, at)),
      redo: async () => compositions.changePart(part.key, withoutMedia(at)),
    });
  };
  const described = opened === undefined ? undefined : media[opened];
  if (media.length === 0) return null;
  return (
    <>
      <MediaStrip
        label={words.media(index + 1)}
        items={media.map((one, at) => itemOf(one, at, media))}
        isReadOnly={isOut}
        onOpen={setOpened}
        onRemove={remove}
        onMove={(from, to) => compositions.changePart(part.key, movedMedia(from, to))}
        keyFor={keyFor}
      />
      {opened !== undefined && described && (
        <AltDialog
          part={part.key}
          at={opened}
          media={described}
          title={words.describe(nameOf(described, opened, media.length))}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}

/** "Picture 2 of 3". */
const nameOf = (media: Media, at: number, of: number): string =>
  words.place(words.kinds[kindOf(media)], at + 1, of);

function itemOf(one: Media, at: number, media: readonly Media[]) {
  const name = nameOf(one, at, media.length);
  const isDescribed = one.alt.trim() !== '';
  const nth = media.slice(0, at).filter(({ hash }) => hash === one.hash).length;
  return {
    key: `${one.hash} ${nth}`,
    label: words.describe(name),
    markLabel: isDescribed ? words.described : words.notDescribed,
    removeLabel: words.remove(name),
    picture: <MediaPicture media={one} alt="" />,
    mark: isDescribed ? (
      <>
        <CircleCheck size={12} aria-hidden />
        {words.described}
      </>
    ) : (
      words.notDescribed
    ),
  };
}

function keyFor({ nativeEvent }: KeyboardEvent): 'earlier' | 'later' | 'remove' | undefined {
  const isPressed = (id: 'mediaEarlier' | 'mediaLater' | 'mediaRemove') =>
    SHORTCUTS[id].keys.some((chord) => matches(chord, nativeEvent));
  if (isPressed('mediaEarlier')) return 'earlier';
  if (isPressed('mediaLater')) return 'later';
  return isPressed('mediaRemove') ? 'remove' : undefined;
}
