import { Clock, ImagePlus, ListChecks, MessageSquareQuote } from 'lucide-react';
import { HOUR, MINUTE } from '../../core/domain/time.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import type { PartDraft } from '../state/composition.ts';
import { clashOf, EMPTY_POLL, withDelay, withPoll } from '../state/part-content.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { Menu } from '../ui/menu.tsx';

const words = strings.content;
const SIZE = 16;
const DELAYS = [5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 23 * HOUR];

type PartToolsProps = {
  readonly part: PartDraft;
  readonly index: number;
  readonly onPick: (part: string) => void;
  readonly onQuote: () => void;
};

/** What a part may hold besides text. What X does not show together is said when it is asked for. */
export function PartTools({ part, index, onPick, onQuote }: PartToolsProps) {
  const { compositions, toasts } = useServices();
  const unlessClash = (added: 'media' | 'poll' | 'quote', add: () => void) => () => {
    const message = clashOf(part, added);
    if (message === undefined) add();
    else toasts.show({ tone: 'danger', message });
  };
  const poll = () => part.poll ?? compositions.changePart(part.key, withPoll(EMPTY_POLL));
  const tools = [
    {
      label: words.addMedia,
      icon: <ImagePlus size={SIZE} />,
      chord: SHORTCUTS.addMedia.keys[0],
      onPress: unlessClash('media', () => onPick(part.key)),
    },
    { label: words.addPoll, icon: <ListChecks size={SIZE} />, onPress: unlessClash('poll', poll) },
    {
      label: words.addQuote,
      icon: <MessageSquareQuote size={SIZE} />,
      onPress: unlessClash('quote', onQuote),
    },
  ];
  return (
    <Inline gap={1} role="group" aria-label={words.toolbar(index + 1)}>
      {tools.map((tool) => (
        <IconButton key={tool.label} {...tool} />
      ))}
      {index > 0 && (
        <Menu label={words.delay} entries={delays(part.key, compositions.changePart)}>
          <IconButton label={words.addDelay} icon={<Clock size={SIZE} />} />
        </Menu>
      )}
    </Inline>
  );
}

type ChangePart = ReturnType<typeof useServices>['compositions']['changePart'];

const delays = (part: string, change: ChangePart) =>
  [undefined, ...DELAYS].map((after) => ({
    id: String(after),
    label: after === undefined ? words.atOnce : words.after(after),
    onAction: () => void change(part, withDelay(after)),
  }));
