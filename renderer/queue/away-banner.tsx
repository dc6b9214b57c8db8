import { useServices, useSession } from '../state/services.tsx';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

/** While the publisher is away: that it is, since when the list is old, and what happens next. */
export function AwayBanner() {
  const { session } = useServices();
  const shell = useSession((s) => s.shell);
  const awaySince = useSession((s) => s.awaySince);
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
  if (awaySince === null) return null;
  return (
    <Banner tone="info" title={strings.away.title} isBusy>
      {strings.away.message(clockIn(awaySince - (awaySince % 1000), localZone()))}
    </Banner>
  );
}
