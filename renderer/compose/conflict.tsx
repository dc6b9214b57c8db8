import { useEffect } from 'react';
import { contentOf, isSameParts, type PartContent } from '../../core/domain/content.ts';
import type { PostView } from '../../core/domain/view.ts';
import { PartExtras } from '../post/part-extras.tsx';
import { type Composition, partsOf } from '../state/composition.ts';
import type { PostsSnapshot } from '../state/posts-store.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.writing.conflict;

/** The stored post was changed by somebody else, or in another window, since it was opened here. */
export function Conflict({ composition }: { readonly composition: Composition }) {
  const { compositions, posts, undo } = useServices();
  const stored = useStore(posts, (s) => (composition.editing ? find(s, composition.id) : undefined));
  const { editing } = composition;
  const theirs = stored?.parts.map(contentOf);
  const mine = partsOf(composition);
  const isMoved = editing !== null && theirs !== undefined && !isSameParts(theirs, editing.parts);
  const isAgreed = isMoved && isSameParts(theirs, mine);
  useEffect(() => {
    if (isAgreed) compositions.rebase(mine, false);
  });
  if (!isMoved || isAgreed) return null;

  const takeTheirs = () => {
    compositions.rebase(theirs, true);
    const putBack = async () => {
      compositions.reopen({ ...composition, editing: { ...editing, parts: theirs } });
      return true;
    };
    undo.did({ message: words.taken, undo: putBack });
  };
  return (
    <Banner tone="warning" title={words.title}>
      <Stack gap={2}>
        <Version title={words.theirs} parts={theirs} />
        <Version title={words.mine} parts={mine} />
        <Inline gap={2} wrap>
          <Button size="s" onPress={() => compositions.rebase(theirs, false)}>
            {words.keepMine}
          </Button>
          <Button size="s" onPress={takeTheirs}>
            {words.takeTheirs}
          </Button>
        </Inline>
      </Stack>
    </Banner>
  );
}

function Version({ title, parts }: { readonly title: string; readonly parts: readonly PartContent[] }) {
  return (
    <div>
      <Text look="label">{title}</Text>
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place.
        <Stack key={i} gap={1}>
          <Text as="p" verbatim>
            {part.text}
          </Text>
          <PartExtras part={part} />
        </Stack>
      ))}
    </div>
  );
}

function find({ open, closed }: PostsSnapshot, id: string): PostView | undefined {
  return open.find((post) => post.id === id) ?? closed.find((post) => post.id === id);
}
