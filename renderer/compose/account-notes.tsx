import type { AccountView } from '../../core/rpc/contract.ts';
import { useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';

const words = strings.writing;

/** What keeps a post from going out although it can be written: said before, not after. */
export function AccountNotes({ account }: { readonly account: AccountView | undefined }) {
  const isAway = useSession((s) => s.overview?.storage.trouble !== undefined);
  return (
    <>
      {account?.gate.state === 'held' && <Banner tone="warning">{words.held(account.name)}</Banner>}
      {isAway && <Banner tone="info">{words.storageAway}</Banner>}
    </>
  );
}
