import { checkSpendCap, SPENDING_LIMITS } from '../../core/domain/spending.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Card } from '../ui/card.tsx';
import { Text } from '../ui/text.tsx';
import { CommitField, useApply } from './commit-field.tsx';

const words = strings.limits;

/** What posts may cost in a month. */
export function SpendSettings() {
  const spending = useSession((s) => s.overview?.spending);
  const { session } = useServices();
  const apply = useApply();
  if (!spending) return <Text look="soft">{strings.settings.loading}</Text>;
  const commit = (text: string) => {
    const usd = text.trim() === '' ? null : Number(text.trim().replace('$', '').replace(',', '.'));
    if (checkSpendCap(usd) !== undefined) return words.capRule;
    return apply(() => session.worker().setSpendCap(usd));
  };
  return (
    <Card>
      <Text>{words.month(spending)}</Text>
      <CommitField
        label={words.cap}
        hint={words.capUnit}
        placeholder={words.capNone}
        shown={spending.capUsd === null ? '' : String(spending.capUsd)}
        commit={commit}
      />
      <Text look="small">{words.capMore}</Text>
      <Text look="small">{SPENDING_LIMITS}</Text>
    </Card>
  );
}
