import type { AccountView } from '../../core/rpc/contract.ts';
import { useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';

const words = strings.writing;

/** What keeps a post from going out although it can be written: said before, not after. */
type AccountNotesProps = {
  readonly account: AccountView | undefined;
  /** The one that was asked for; null: any. */
  readonly wanted: string | null;
};

export function AccountNotes({ account, wanted }: AccountNotesProps) {
  const isAway = useSession((s) => s.overview?.storage.trouble !== undefined);
  return (
    <>
      {account && wanted !== null && wanted !== account.name && (
        <Banner tone="warning">{words.otherAccount(wanted, account.name)}</Banner>
      )}
      {account?.gate.state === 'held' && <Banner tone="warning">{words.held(account.name)}</Banner>}
      {isAway && <Banner tone="info">{words.storageAway}</Banner>}
    </>
  );
}
