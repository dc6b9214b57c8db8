import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Card } from '../ui/card.tsx';
import { Stack } from '../ui/layout.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.keepAwake;

/** Off unless a person wants it: it costs power. */
export function KeepAwake() {
  const { session } = useServices();
  const state = useSession((s) => s.shell?.keepAwake ?? 'off');
  return (
    <Card>
      <Stack gap={1}>
        <Switch
          label={words.label}
          isOn={state !== 'off'}
          onChange={(on) => void session.shell().setKeepAwake(on)}
        />
        <Text look="soft">{words.text}</Text>
      </Stack>
    </Card>
  );
}
