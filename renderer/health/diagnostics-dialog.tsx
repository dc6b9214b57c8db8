import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.doctor;

type DiagnosticsDialogProps = { readonly text: string; readonly onClose: () => void };

/** What would be saved, to be read first. */
export function DiagnosticsDialog({ text, onClose }: DiagnosticsDialogProps) {
  const { session, toasts } = useServices();
  const copy = async () => {
    await session.shell().copyText(text);
    toasts.show({ tone: 'success', message: strings.machinery.copied });
  };
  const save = async () => {
    const result = await session.shell().saveText('perch-diagnostics.txt', `${text}\n`);
    if (result.kind === 'failed') toasts.show({ tone: 'danger', message: result.message });
    if (result.kind !== 'saved') return;
    toasts.show({ tone: 'success', message: words.saved });
    onClose();
  };
  return (
    <Dialog
      title={words.title}
      closeLabel={words.close}
      onClose={onClose}
      footer={
        <Inline gap={2}>
          <Button onPress={() => void copy()}>{words.copy}</Button>
          <Button look="primary" onPress={() => void save()}>
            {words.toFile}
          </Button>
        </Inline>
      }
    >
      <Stack gap={3}>
        <Text look="soft">{words.text}</Text>
        <TextArea label={words.content} value={text} onChange={() => undefined} isReadOnly />
      </Stack>
    </Dialog>
  );
}
