import { useServices, useSession } from '../state/services.tsx';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

const timeOf = (at: number): string => clockIn(at - (at % 1000), localZone());

/** While the publisher or the storage is away: that it is, since when the list is old, and what happens next. */
export function AwayBanner({ onShowHealth }: { readonly onShowHealth: () => void }) {
  const { session } = useServices();
  const shell = useSession((s) => s.shell);
  const awaySince = useSession((s) => s.awaySince);
  const trouble = useSession((s) => s.overview?.storage.trouble);
  if (shell?.worker === 'failed') {
    const restart = (
      <Button size="s" onPress={() => void session.shell().restartWorker()}>
        {strings.strip.restart}
      </Button>
    );
    return (
      <Banner tone="danger" title={strings.away.failedTitle} action={restart}>
        {shell.workerMessage ?? strings.away.failedMessage}
      </Banner>
    );
  }
  if (awaySince === null && trouble) {
    const details = (
      <Button size="s" onPress={onShowHealth}>
        {strings.storageAway.details}
      </Button>
    );
    return (
      <Banner tone="warning" title={strings.storageAway.title(timeOf(trouble.since))} action={details}>
        {strings.storageAway.message}
      </Banner>
    );
  }
  if (awaySince === null) return null;
  return (
    <Banner tone="info" title={strings.away.title} isBusy>
      {strings.away.message(timeOf(awaySince))}
    </Banner>
  );
}
