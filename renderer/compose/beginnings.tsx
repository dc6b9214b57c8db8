import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import type { PartElements } from './use-part-elements.ts';

const words = strings.writing.prompts;

/** For an empty page: words to begin with. */
export function Beginnings({ part, elements }: { readonly part: string; readonly elements: PartElements }) {
  const { compositions } = useServices();
  const begin = (text: string) => {
    compositions.setText(part, text);
    elements.focusAt(part);
  };
  return (
    <Stack gap={1}>
      <Inline gap={2} wrap role="group" aria-label={words.label}>
        {words.starts.map(({ label, text }) => (
          <Button key={label} size="s" onPress={() => begin(text)}>
            {label}
          </Button>
        ))}
      </Inline>
      <Text look="small">{words.list}</Text>
    </Stack>
  );
}
