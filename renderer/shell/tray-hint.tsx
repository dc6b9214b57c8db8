import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

/** Said once: closing the window does not stop publishing. */
export function TrayHint() {
  const { session } = useServices();
  const isDue = useSession((s) => s.shell?.tray && s.shell.closeToTray !== false && !s.shell.trayHintSeen);
  if (!isDue) return null;
  const done = (
    <Button size="s" onPress={() => void session.shell().dismissTrayHint()}>
      {strings.tray.done}
    </Button>
  );
  return (
    <Banner tone="info" title={strings.tray.title} action={done}>
      {strings.tray.text}
    </Banner>
  );
}
