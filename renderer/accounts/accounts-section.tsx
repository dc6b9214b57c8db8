import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { AccountView } from '../../core/rpc/contract.ts';
import { useSession } from '../state/services.tsx';
import { useSignIns } from '../state/sign-ins.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { AccountCard } from './account-card.tsx';
import { SignIn } from './sign-in.tsx';

const words = strings.accounts;
const NO_ACCOUNTS: readonly AccountView[] = [];

/** All accounts, and how one more is added. */
export function AccountsSection() {
  const accounts = useSession((s) => s.overview?.accounts ?? NO_ACCOUNTS);
  const isDemo = useSession((s) => s.shell?.demo !== undefined);
  const signIns = useSignIns();
  const [isAdding, setAdding] = useState(false);
  if (isDemo) return <Banner tone="info">{words.demo}</Banner>;
  return (
    <Stack gap={3}>
      {accounts.map((account) => (
        <AccountCard
          key={account.name}
          account={account}
          signIn={signIns.find((one) => one.account === account.name)}
        />
      ))}
      {accounts.length === 0 && <Text look="soft">{words.none}</Text>}
      <Inline>
        <Button {...(!isAdding && { icon: <Plus size={14} /> })} onPress={() => setAdding(!isAdding)}>
          {isAdding ? words.close : words.add}
        </Button>
      </Inline>
      {isAdding && (
        <Card aria-label={words.add}>
          <SignIn
            account={null}
            knowsClient={signIns.some(({ kind }) => kind === 'oauth2')}
            isFirst={signIns.length === 0}
          />
        </Card>
      )}
    </Stack>
  );
}
