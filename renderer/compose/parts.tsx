import { Plus } from 'lucide-react';
import { MAX_PARTS } from '../../core/domain/post.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import type { Composition } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { PartEditor } from './part-editor.tsx';
import { ProblemList } from './problem-list.tsx';
import type { PartEdits } from './use-part-edits.ts';
import type { PartElements } from './use-part-elements.ts';
import type { ProblemsOf } from './use-problems.ts';

type PartsProps = {
  readonly composition: Composition;
  readonly limit: number;
  readonly problems: ProblemsOf;
  readonly elements: PartElements;
  readonly edits: PartEdits;
  readonly onPick: (part: string) => void;
};

/** The texts of the post, one below the other, as they will follow each other on X. */
export function Parts({ composition, limit, problems, elements, edits, onPick }: PartsProps) {
  const { compositions } = useServices();
  const { parts, editing } = composition;
  return (
    <Stack gap={3}>
      {parts.map((part, index) => (
        <PartEditor
          key={part.key}
          part={part}
          index={index}
          of={parts.length}
          limit={limit}
          problems={problems(index)}
          isOut={index < (editing?.partsOut ?? 0)}
          onElement={elements.register}
          edits={edits}
          onPick={onPick}
        />
      ))}
      <ProblemList problems={problems(undefined)} />
      {parts.length < MAX_PARTS && (
        <Inline>
          <Button
            look="quiet"
            size="s"
            icon={<Plus size={14} />}
            chord={SHORTCUTS.addPart.keys[0]}
            onPress={() => elements.focusNew(compositions.addPart)}
          >
            {strings.compose.addPart}
          </Button>
        </Inline>
      )}
    </Stack>
  );
}
