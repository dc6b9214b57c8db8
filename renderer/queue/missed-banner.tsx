import { useMemo } from 'react';
import { DAY, HOUR, MINUTE } from '../../core/domain/time.ts';
import { changePosts } from '../post/change-posts.ts';
import { timeNow } from '../state/now.ts';
import { useServices, useSession } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { spreadingMissed } from './bulk-steps.ts';

const words = strings.missed;
const GAPS = [15 * MINUTE, 30 * MINUTE, HOUR, DAY] as const;
/** Until the first of them goes out: time to change one's mind. */
const LEAD = MINUTE;

/** After a long sleep: what was missed can be given new times together. One alone has its own button. */
export function MissedBanner() {
  const services = useServices();
  const open = useStore(services.posts, (s) => s.open);
  const missed = useMemo(() => open.filter(({ status }) => status === 'missed'), [open]);
  const count = useSession((s) => s.overview?.counts.missed ?? 0);
  if (missed.length < 2) return null;
  const entries = GAPS.map((every) => ({
    id: String(every),
    label: words.every(every),
    onAction: () => void changePosts(services, spreadingMissed(missed, timeNow() + LEAD, every), words.done),
  }));
  const action = (
    <Menu label={words.spread} entries={entries}>
      <Button size="s">{words.spread}</Button>
    </Menu>
  );
  return (
    <Banner tone="warning" title={words.title(Math.max(count, missed.length))} action={action}>
      {words.text}
    </Banner>
  );
}
