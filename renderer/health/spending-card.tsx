import { SPENDING_LIMITS } from '../../core/domain/spending.ts';
import { useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.limits;

/** What this month has cost, and what is left. */
export function SpendingCard({ onShowSettings }: { readonly onShowSettings: () => void }) {
  const spending = useSession((s) => s.overview?.spending);
  if (!spending) return null;
  const { capUsd, spentUsd } = spending;
  return (
    <Stack gap={2}>
      <Text as="h2" look="label">
        {words.spending}
      </Text>
      <Card aria-label={words.spending}>
        <Inline spread wrap>
          <Stack gap={1}>
            <Text>{words.month(spending)}</Text>
            <Text look="small">{capUsd === null ? words.capNone : words.left(capUsd - spentUsd)}</Text>
          </Stack>
          <Button size="s" onPress={onShowSettings}>
            {words.change}
          </Button>
        </Inline>
        <Text look="small">{SPENDING_LIMITS}</Text>
      </Card>
    </Stack>
  );
}
