import { Plus, Trash2, X } from 'lucide-react';
import type { Poll } from '../../core/domain/content.ts';
import type { PartDraft } from '../state/composition.ts';
import { withPoll } from '../state/part-content.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { TextField } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Select } from '../ui/select.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.content;
const MOST = 4;
/** As X counts them: characters, whatever they weigh in a text. */
const LONGEST = 25;
const LENGTHS = [5, 30, 60, 6 * 60, 12 * 60, 24 * 60, 3 * 24 * 60, 7 * 24 * 60];

/** The answers of a poll, and how long it is open. */
export function PollEditor({ part, poll }: { readonly part: PartDraft; readonly poll: Poll }) {
  const { compositions, undo } = useServices();
  const { options, minutes } = poll;
  const change = (patch: Partial<Poll>) => compositions.changePart(part.key, withPoll({ ...poll, ...patch }));
  const remove = () => {
    compositions.changePart(part.key, withPoll(undefined));
    const putBack = async () => compositions.changePart(part.key, withPoll(poll));
    undo.did({ message: words.pollRemoved, undo: putBack });
  };
  const lengths = [...new Set([...LENGTHS, minutes])].toSorted((a, b) => a - b);
  return (
    <Card aria-label={words.poll}>
      <Stack gap={2}>
        {options.map((option, i) => (
          <PollOption
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer has no other name than its place.
            key={i}
            n={i + 1}
            option={option}
            onChange={(text) => change({ options: options.with(i, text) })}
            {...(options.length > 2 && { onRemove: () => change({ options: options.toSpliced(i, 1) }) })}
          />
        ))}
        {options.length < MOST && (
          <Inline>
            <Button
              size="s"
              look="quiet"
              icon={<Plus size={14} />}
              onPress={() => change({ options: [...options, ''] })}
            >
              {words.addOption}
            </Button>
          </Inline>
        )}
        <Inline spread>
          <Inline gap={2}>
            <Text look="label">{words.open}</Text>
            <Select
              look="inline"
              label={words.open}
              choices={lengths.map((length) => ({ id: String(length), label: words.openFor(length) }))}
              value={String(minutes)}
              onChange={(id) => change({ minutes: Number(id) })}
            />
          </Inline>
          <IconButton label={words.removePoll} icon={<Trash2 size={15} />} onPress={remove} />
        </Inline>
      </Stack>
    </Card>
  );
}

type PollOptionProps = {
  readonly n: number;
  readonly option: string;
  readonly onChange: (text: string) => void;
  readonly onRemove?: () => void;
};

function PollOption({ n, option, onChange, onRemove }: PollOptionProps) {
  const { length } = [...option];
  const isOver = length > LONGEST;
  return (
    <TextField
      label={words.option(n)}
      value={option}
      onChange={onChange}
      isInvalid={isOver}
      aside={
        <Text look="small" {...(isOver && { tone: 'danger' as const })}>
          {strings.compose.counter(length, LONGEST)}
        </Text>
      }
      other={
        onRemove && <IconButton label={words.removeOption(n)} icon={<X size={14} />} onPress={onRemove} />
      }
    />
  );
}
