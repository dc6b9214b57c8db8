import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Card } from '../ui/card.tsx';
import { Stack } from '../ui/layout.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.closing;

/** What closing the window does, where there is a choice. */
export function CloseButton() {
  const { session } = useServices();
  const isOn = useSession((s) => s.shell?.closeToTray ?? null);
  if (isOn === null) return <Text look="soft">{words.noChoice}</Text>;
  return (
    <Card>
      <Stack gap={1}>
        <Switch label={words.label} isOn={isOn} onChange={(on) => void session.shell().setCloseToTray(on)} />
        <Text look="soft">{words.text}</Text>
      </Stack>
    </Card>
  );
}
