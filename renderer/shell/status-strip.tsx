import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  CloudOff,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
  WifiOff,
} from 'lucide-react';
import { distance } from '../../core/domain/zone.ts';
import { nextAt, offlineSince, type PublisherState, publisherState } from '../state/publisher.ts';
import { useNow, useSession } from '../state/services.tsx';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Chip } from '../ui/chip.tsx';
import { Strip } from '../ui/frame.tsx';
import { Text, type Tone } from '../ui/text.tsx';
import { DemoBadge } from './demo-badge.tsx';
import { PauseButton } from './pause-button.tsx';

const words = strings.strip;

/** What is always true at a glance: whose posts, whether they go out, which is next. */
export function StatusStrip() {
  return (
    <Strip label={words.label} end={<PauseButton />}>
      <DemoBadge />
      <Publisher />
      <NextPost />
      <Account />
    </Strip>
  );
}

type Look = { readonly icon: LucideIcon; readonly tone: Tone; readonly text: string };

const LOOKS: Readonly<Record<PublisherState, Look>> = {
  healthy: { icon: CircleCheck, tone: 'success', text: words.running },
  degraded: { icon: TriangleAlert, tone: 'warning', text: words.degraded },
  waiting: { icon: CloudOff, tone: 'warning', text: words.waiting },
  offline: { icon: WifiOff, tone: 'warning', text: words.offline },
  unhealthy: { icon: CircleAlert, tone: 'danger', text: words.unhealthy },
  paused: { icon: CirclePause, tone: 'neutral', text: words.paused },
  starting: { icon: LoaderCircle, tone: 'neutral', text: words.starting },
  restarting: { icon: LoaderCircle, tone: 'info', text: words.restarting },
  failed: { icon: CircleAlert, tone: 'danger', text: words.failed },
};

function Publisher() {
  const state = useSession(publisherState);
  const since = useSession(offlineSince);
  const { icon: Icon, tone, text } = LOOKS[state];
  const isOffline = state === 'offline' && since !== undefined;
  return (
    <span role="status">
      <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
        {isOffline ? words.offlineSince(clockIn(since, localZone())) : text}
      </Chip>
    </span>
  );
}

function NextPost() {
  const at = useSession(nextAt);
  const isKnown = useSession((s) => s.overview !== null);
  if (!isKnown) return null;
  if (at === null) return <Text look="small">{words.nothingNext}</Text>;
  return <Until at={at} />;
}

function Until({ at }: { readonly at: number }) {
  const now = useNow();
  const left = distance(Math.max(at, now), now);
  return <Text look="small">{words.next(`${clockIn(at, localZone())} · ${left}`)}</Text>;
}

function Account() {
  const accounts = useSession((s) => s.overview?.accounts);
  if (!accounts) return null;
  const [first] = accounts;
  const shown =
    accounts.length === 1 && first
      ? `@${first.name}`
      : accounts.length === 0
        ? words.noAccount
        : words.accounts(accounts.length);
  return <Text look="small">{shown}</Text>;
}
