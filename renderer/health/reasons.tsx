import type { Health, HealthReason } from '../../core/domain/health.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import { useServices } from '../state/services.tsx';
import { clockIn, localZone } from '../state/when-words.ts';
import { plainWords, strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Stack } from '../ui/layout.tsx';

type ReasonsProps = {
  readonly health: Health;
  readonly onShowAttention: () => void;
  readonly onShowSettings: () => void;
};

/** Everything that is the matter, each with what to do. */
export function Reasons({ health, onShowAttention, onShowSettings }: ReasonsProps) {
  if (health.reasons.length === 0 && health.attention === 0) return null;
  return (
    <Stack as="section" gap={2} aria-label={strings.health.reasons}>
      {health.reasons.map((reason) => (
        <ReasonBanner key={reason.code + reason.message} reason={reason} onShowSettings={onShowSettings} />
      ))}
      {health.attention > 0 && (
        <Banner
          tone="warning"
          action={
            <Button size="s" onPress={onShowAttention}>
              {strings.health.attentionAction}
            </Button>
          }
        >
          {strings.health.attention(health.attention)}
        </Banner>
      )}
    </Stack>
  );
}

const TONES = { degraded: 'warning', unhealthy: 'danger', paused: 'info' } as const satisfies Record<
  HealthReason['severity'],
  string
>;
/** What a restart of the publisher can help. */
const RESTARTABLE: ReadonlySet<HealthReason['code']> = new Set(['silent', 'overdue', 'no-worker']);

type ReasonProps = { readonly reason: HealthReason; readonly onShowSettings: () => void };

function ReasonBanner({ reason, onShowSettings }: ReasonProps) {
  const { session } = useServices();
  const since = reason.since === undefined ? '' : strings.health.since(clockIn(reason.since, localZone()));
  const until =
    reason.until === undefined
      ? ''
      : strings.health.until(formatInstant(reason.until, localZone(), { zoneName: false }));
  const sentence = [plainWords(reason.message), since, until, strings.healthNext[reason.code]]
    .filter(Boolean)
    .join(' ');
  const isSettable = reason.code === 'storage' || reason.code === 'cap';
  const settings = isSettable && (
    <Button size="s" onPress={onShowSettings}>
      {reason.code === 'cap' ? strings.limits.change : strings.health.storageAction}
    </Button>
  );
  const restart = RESTARTABLE.has(reason.code) && (
    <Button size="s" onPress={() => void session.shell().restartWorker()}>
      {strings.strip.restart}
    </Button>
  );
  return (
    <Banner tone={TONES[reason.severity]} action={settings || restart}>
      {sentence}
    </Banner>
  );
}
