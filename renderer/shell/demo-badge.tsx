import { ChevronDown, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { SPEEDS, type Speed } from '../../core/domain/demo-clock.ts';
import { MINUTE } from '../../core/domain/time.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import { useNow, useServices, useSession } from '../state/services.tsx';
import { localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Inline } from '../ui/layout.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.demo;

/** Says that nothing is real, how fast its time runs, and leads out of it. */
export function DemoBadge() {
  const isSandbox = useSession((s) => s.shell?.sandbox ?? false);
  const hasDemo = useSession((s) => s.shell?.demo !== undefined);
  if (!isSandbox) return null;
  if (hasDemo) return <DemoMenu />;
  return (
    <Text>
      <Chip tone="warning" icon={<FlaskConical size={13} aria-hidden />}>
        {words.badge}
      </Chip>
    </Text>
  );
}

function DemoMenu() {
  const speed = useSession((s) => s.shell?.demo?.speed ?? 1);
  const [isLeaving, setLeaving] = useState(false);
  const entries = useDemoEntries(() => setLeaving(true));
  return (
    <>
      <Menu label={words.menu} entries={entries}>
        <Button size="s" look="warning" icon={<FlaskConical size={13} aria-hidden />}>
          <Inline gap={1}>
            {speed === 1 ? words.badge : words.fast(speed)}
            <ChevronDown size={12} aria-hidden />
          </Inline>
        </Button>
      </Menu>
      <DemoTime />
      {isLeaving && <LeaveDialog onClose={() => setLeaving(false)} />}
    </>
  );
}

function useDemoEntries(onLeave: () => void): readonly MenuEntry[] {
  const { session, toasts } = useServices();
  const current = useSession((s) => s.shell?.demo?.speed ?? 1);
  const set = (speed: Speed) =>
    void session
      .shell()
      .setSpeed(speed)
      .catch(() => toasts.show({ tone: 'danger', message: words.failed }));
  const speeds = SPEEDS.map((speed) => ({
    id: String(speed),
    label: speed === current ? `${words.speeds[speed]} · ${words.current}` : words.speeds[speed],
    onAction: () => set(speed),
  }));
  return [...speeds, { id: 'leave', label: words.leave, onAction: onLeave }];
}

/** Only where it is another one than on the wall. */
function DemoTime() {
  const now = useNow();
  const demo = useSession((s) => s.shell?.demo);
  if (!demo || (demo.speed === 1 && Math.abs(demo.simulated - demo.real) < MINUTE)) return null;
  // To the minute: seconds would only flicker.
  const time = formatInstant(now - (now % MINUTE), localZone()).replace(/ [^ ]+ \(.*\)$/, '');
  return <Text look="small">{words.time(time)}</Text>;
}

function LeaveDialog({ onClose }: { readonly onClose: () => void }) {
  const { session, toasts } = useServices();
  const account = useSession((s) => s.overview?.accounts[0]);
  const [isBusy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    const plan = account?.zone === undefined ? null : { zone: account.zone, slots: account.slots };
    await session
      .shell()
      .leaveSandbox(plan)
      .catch(() => toasts.show({ tone: 'danger', message: words.failed }));
    setBusy(false);
    onClose();
  };
  return (
    <Dialog
      title={words.leaveTitle}
      closeLabel={strings.transfer.close}
      onClose={onClose}
      isAlert
      footer={
        <>
          <Button onPress={onClose}>{words.stay}</Button>
          <Button look="danger" isPending={isBusy} onPress={() => void leave()}>
            {words.leaveGo}
          </Button>
        </>
      }
    >
      <Text as="p">{words.leaveText}</Text>
      {account?.zone !== undefined && <Text as="p">{words.leaveKept}</Text>}
    </Dialog>
  );
}
