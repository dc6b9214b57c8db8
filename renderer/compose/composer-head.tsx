import { isChanged } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.compose;

/** What is being written, and the way out of changing a stored post. */
export function ComposerHead() {
  const { compositions, undo } = useServices();
  const isEditing = useStore(compositions, (c) => c.editing !== null);
  const stop = () => {
    const written = compositions.get();
    compositions.startNew();
    if (!isChanged(written)) return;
    const putBack = async () => {
      compositions.reopen(written);
      return true;
    };
    undo.did({ message: strings.writing.dropped, undo: putBack });
  };
  return (
    <Inline spread>
      <Text as="h2" look="title">
        {isEditing ? words.titleEdit : words.title}
      </Text>
      {isEditing && (
        <Button look="quiet" size="s" onPress={stop}>
          {words.discard}
        </Button>
      )}
    </Inline>
  );
}
