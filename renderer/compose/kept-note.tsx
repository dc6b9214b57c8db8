import { isBlank } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Text } from '../ui/text.tsx';

const words = strings.writing;

/** Whether what is written would be there after a crash. */
export function KeptNote() {
  const { compositions, kept } = useServices();
  const blank = useStore(compositions, isBlank);
  const now = useStore(kept, (k) => k);
  if (now.state === 'failed') {
    return (
      <Text look="small" tone="danger">
        {words.notKept(now.message)}
      </Text>
    );
  }
  if (blank) return null;
  return <Text look="small">{now.state === 'kept' ? words.kept : words.keeping}</Text>;
}
