import type { AccountView } from '../../core/rpc/contract.ts';
import { useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { PostingPlanCard } from './posting-plan.tsx';

const NO_ACCOUNTS: readonly AccountView[] = [];

/** When posts go out, account by account. */
export function PostingPlans() {
  const accounts = useSession((s) => s.overview?.accounts ?? NO_ACCOUNTS);
  if (accounts.length === 0) return <Text look="soft">{strings.posting.noAccount}</Text>;
  return (
    <Stack gap={3}>
      {accounts.map((account) => (
        <PostingPlanCard key={account.name} account={account} />
      ))}
    </Stack>
  );
}
