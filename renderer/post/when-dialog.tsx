import { useMemo, useState } from 'react';
import { useNow } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

/** What was understood, said back, and what it stands for. */
export type Understood<T> =
  | { readonly kind: 'ok'; readonly echo: string; readonly notes: readonly string[]; readonly value: T }
  | { readonly kind: 'error'; readonly message: string };

type WhenDialogProps<T> = {
  readonly words: {
    readonly title: string;
    readonly field: string;
    readonly hint: string;
    readonly placeholder: string;
    readonly confirm: string;
    readonly presets: string;
    readonly presetWords: readonly string[];
  };
  readonly initial: string;
  /** Of what is written now; asked again every second. */
  readonly read: (text: string, now: number) => Understood<T>;
  readonly onChoose: (value: T) => void;
  readonly onClose: () => void;
};

/** One field for a time in plain words, with an echo of what was understood. */
export function WhenDialog<T>({ words, initial, read, onChoose, onClose }: WhenDialogProps<T>) {
  const [text, setText] = useState(initial);
  const now = useNow();
  const isEmpty = text.trim() === '';
  const understood = useMemo(() => read(text, now), [read, text, now]);
  const choose = () => {
    if (understood.kind === 'error') return;
    onClose();
    onChoose(understood.value);
  };
  const footer = (
    <>
      <Button onPress={onClose}>{strings.actions.close}</Button>
      <Button look="primary" isDisabled={understood.kind === 'error'} onPress={choose}>
        {words.confirm}
      </Button>
    </>
  );
  return (
    <Dialog title={words.title} closeLabel={strings.actions.close} onClose={onClose} footer={footer}>
      <Stack gap={2}>
        <TextField
          label={words.field}
          hint={words.hint}
          placeholder={words.placeholder}
          value={text}
          onChange={setText}
          onEnter={choose}
          autoFocus
        />
        <Inline gap={2} wrap role="group" aria-label={words.presets}>
          {words.presetWords.map((preset) => (
            <Button key={preset} size="s" onPress={() => setText(preset.toLowerCase())}>
              {preset}
            </Button>
          ))}
        </Inline>
        {!isEmpty && <Echo understood={understood} />}
      </Stack>
    </Dialog>
  );
}

function Echo({ understood }: { readonly understood: Understood<unknown> }) {
  if (understood.kind === 'error') {
    return (
      <Text as="p" tone="danger">
        {understood.message}
      </Text>
    );
  }
  return (
    <Stack gap={1}>
      <Text as="p">
        <Text as="strong">{understood.echo}</Text>
      </Text>
      {understood.notes.map((note) => (
        <Banner key={note} tone="info" isPlain>
          {note}
        </Banner>
      ))}
    </Stack>
  );
}
