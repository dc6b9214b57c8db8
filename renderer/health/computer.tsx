import { useServices, useSession } from '../state/services.tsx';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card, Facts } from '../ui/card.tsx';

const words = strings.machinery;

/** What holds for this computer: its Perch, its tray, its keys, the limits of its accounts. */
export function Computer() {
  const shell = useSession((s) => s.shell);
  const accounts = useSession((s) => s.overview?.accounts);
  if (!shell) return null;
  const limits = (accounts ?? []).flatMap(({ name, gate }) =>
    gate.state === 'throttled' ? [words.limitUntil(name, clockIn(gate.until, localZone()))] : [],
  );
  return (
    <Card aria-label={words.computer}>
      <Facts
        facts={[
          { name: words.version, value: shell.version },
          { name: words.tray, value: shell.tray ? words.trayThere : words.trayMissing },
          { name: words.keys, value: words.keysText },
          { name: words.limits, value: limits.length === 0 ? words.noLimits : limits.join(', ') },
        ]}
      />
    </Card>
  );
}

/** Calm, and only while a post waits that nobody else could publish. */
export function SleepHint() {
  const { session } = useServices();
  const waits = useSession((s) => s.overview?.next != null);
  const isAlone = useSession(
    (s) => !s.overview?.workers.some(({ self, live, kind }) => !self && live && kind === 'cli'),
  );
  if (!waits || !isAlone) return null;
  return (
    <Banner
      tone="info"
      title={words.sleepTitle}
      action={
        <Button size="s" onPress={() => void session.shell().openLink('help', '')}>
          {words.sleepAction}
        </Button>
      }
    >
      {words.sleepText}
    </Banner>
  );
}
