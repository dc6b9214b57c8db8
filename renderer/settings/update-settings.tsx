import type { UpdateStatus } from '../../core/rpc/update-contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.updates;
const CHOICES = ['automatic', 'on-request'] as const;

/** Whether and when new versions are looked for. */
export function UpdateSettings() {
  const { session } = useServices();
  const updates = useSession((s) => s.shell?.updates);
  if (!updates) return null;
  const { canLook, choice, status } = updates;
  if (!canLook)
    return (
      <Card>
        <Text look="soft">{words.cannotLook}</Text>
      </Card>
    );
  const isBusy = status.kind === 'checking' || status.kind === 'downloading';
  return (
    <Card>
      <Stack gap={3}>
        <Text look="label">{words.label}</Text>
        <Segmented
          label={words.label}
          segments={CHOICES.map((id) => ({ id, label: words.choices[id] }))}
          value={choice === 'ask' ? 'on-request' : choice}
          onChange={(id) => void session.shell().setUpdates(id)}
        />
        <Inline gap={3} wrap>
          <Button isPending={isBusy} onPress={() => void session.shell().checkForUpdate()}>
            {isBusy ? words.looking : words.look}
          </Button>
          <span role="status">
            <Text look="soft">{statusWords(status)}</Text>
          </span>
        </Inline>
      </Stack>
    </Card>
  );
}

function statusWords(status: UpdateStatus): string {
  switch (status.kind) {
    case 'none':
      return status.checkedAt === undefined ? '' : words.upToDate;
    case 'checking':
      return words.looking;
    case 'downloading':
      return words.downloading(status.version, status.percent);
    case 'ready':
      return words.ready(status.version);
    case 'elsewhere':
      return words.elsewhere(status.version);
    case 'waiting':
      return words.waiting(status.version);
    case 'installing':
      return words.installing(status.version);
    case 'failed':
      return status.message;
  }
}
