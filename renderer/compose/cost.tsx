import { costOfPost } from '../../core/domain/cost.ts';
import { useServices, useSession } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Text } from '../ui/text.tsx';

const words = strings.writing;
const { cost } = strings.compose;

/** What X charges for the post and, where it is known, for all of the month. */
export function Cost() {
  const { compositions } = useServices();
  const composition = useStore(compositions, (c) => c);
  const spending = useSession((s) => s.overview?.spending);
  const own = cost(costOfPost(composition.parts));
  if (!spending) return <Text look="small">{words.charges(own)}</Text>;
  const month = new Date(`${spending.month}-01T12:00:00Z`).toLocaleString('en-GB', { month: 'long' });
  const spent = cost(spending.spentUsd + spending.plannedUsd);
  const { capUsd } = spending;
  const total = capUsd === null ? words.ofMonth(month, spent) : words.ofCap(month, spent, cost(capUsd));
  return <Text look="small">{`${own} · ${total}`}</Text>;
}
