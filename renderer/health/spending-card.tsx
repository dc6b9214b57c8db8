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
  const isPretend = useSession((s) => s.shell?.sandbox === true);
  if (!spending) return null;
  const { capUsd, spentUsd } = spending;
  return (
    <Card aria-label={words.spending}>
      <Stack gap={2}>
        <Text as="h3" look="label">
          {words.spending}
        </Text>
        <Text>{words.month(spending)}</Text>
        <Text look="small">{isPretend ? words.pretend : words.utc}</Text>
        <Inline spread wrap>
          <Text look="small">{capUsd === null ? words.capNone : words.left(capUsd - spentUsd)}</Text>
          <Button size="s" onPress={onShowSettings}>
            {words.change}
          </Button>
        </Inline>
      </Stack>
    </Card>
  );
}
