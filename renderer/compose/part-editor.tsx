import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import type { Problem } from '../../core/domain/problem.ts';
import { measureText } from '../../core/domain/text.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import type { PartDraft } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';
import { TextArea, TextAreaFooter } from '../ui/field.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { Counter } from './counter.tsx';
import { PartContent, PartDelay } from './part-content.tsx';
import { PartTools } from './part-tools.tsx';
import { ProblemList } from './problem-list.tsx';
import type { PartEdits } from './use-part-edits.ts';
import { useSpelling } from './use-spelling.ts';

type PartEditorProps = {
  readonly part: PartDraft;
  readonly index: number;
  readonly of: number;
  readonly limit: number;
  readonly problems: readonly Problem[];
  /** It is on X already: shown, not changed. */
  readonly isOut: boolean;
  readonly onElement: (key: string, element: HTMLTextAreaElement | null) => void;
  readonly edits: PartEdits;
  /** Asks for files for the part. */
  readonly onPick: (part: string) => void;
};

/** One part of the post. Drawn again only when something of its own changes. */
export const PartEditor = memo(function PartEditor(props: PartEditorProps) {
  const { part, index, of, limit, problems, isOut, onElement, edits } = props;
  const { attachments } = useServices();
  const [isQuoting, setQuoting] = useState(false);
  const words = strings.compose;
  const spelling = useSpelling(part.text, isOut);
  const mend = {
    text: part.text,
    limit,
    onText: (text: string) => edits.type(part.key, text),
    onSplit: () => edits.splitLong(part.key, part.text, limit),
  };
  const tools = {
    length: measureText(part.text, { limit }).weightedLength,
    onQuote: () => setQuoting((is) => !is),
  };
  return (
    <FileDrop
      label={strings.content.drop}
      isDisabled={isOut}
      onFiles={(files) => void attachments.attach(part.key, files)}
    >
      <Stack gap={2}>
        <PartDelay part={part} isOut={isOut} />
        <TextArea
          label={words.part(index + 1, of)}
          value={part.text}
          onChange={(text) => edits.type(part.key, text)}
          onKeyDown={(event) => edits.onKeyDown(part.key, event)}
          placeholder={index === 0 ? words.placeholder : words.placeholderNext}
          isReadOnly={isOut}
          {...spelling}
          isInvalid={problems.some((problem) => problem.severity === 'error')}
          ref={(element) => onElement(part.key, element)}
          footer={<PartFooter {...props} {...tools} />}
        />
        <PartContent
          part={part}
          index={index}
          isOut={isOut}
          isQuoting={isQuoting}
          onQuoted={() => setQuoting(false)}
        />
        {isOut && <Text look="small">{words.isOut}</Text>}
        <ProblemList problems={problems} {...(!isOut && { mend })} />
      </Stack>
    </FileDrop>
  );
});

type PartFooterProps = PartEditorProps & { readonly length: number; readonly onQuote: () => void };

function PartFooter(props: PartFooterProps) {
  const { part, index, of, limit, isOut, length, onPick, onQuote } = props;
  return (
    <TextAreaFooter>
      {!isOut && <PartTools part={part} index={index} onPick={onPick} onQuote={onQuote} />}
      <Inline gap={2}>
        <Counter length={length} limit={limit} />
        {of > 1 && !isOut && <PartPlace part={part} index={index} of={of} />}
      </Inline>
    </TextAreaFooter>
  );
}

function PartPlace({ part, index, of }: Pick<PartEditorProps, 'part' | 'index' | 'of'>) {
  const { compositions } = useServices();
  const words = strings.compose;
  const size = 15;
  return (
    <Inline gap={1}>
      <IconButton
        label={words.moveUp}
        chord={SHORTCUTS.partUp.keys[0]}
        icon={<ArrowUp size={size} />}
        isDisabled={index === 0}
        onPress={() => compositions.movePart(part.key, -1)}
      />
      <IconButton
        label={words.moveDown}
        chord={SHORTCUTS.partDown.keys[0]}
        icon={<ArrowDown size={size} />}
        isDisabled={index === of - 1}
        onPress={() => compositions.movePart(part.key, 1)}
      />
      <IconButton
        label={words.removePart}
        icon={<Trash2 size={size} />}
        onPress={() => compositions.removePart(part.key)}
      />
    </Inline>
  );
}
