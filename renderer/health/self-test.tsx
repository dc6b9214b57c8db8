import { ClipboardCopy, FileText, ListChecks, Stethoscope } from 'lucide-react';
import { useState } from 'react';
import type { Finding } from '../../core/domain/finding.ts';
import type { SelfTestTick } from '../../core/domain/self-test.ts';
import { ticksOf } from '../state/finding-ticks.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline } from '../ui/layout.tsx';
import { TickList } from '../ui/tick-list.tsx';
import { diagnosticsOf } from './diagnostics.ts';
import { DiagnosticsDialog } from './diagnostics-dialog.tsx';

const words = strings.machinery;

/** Looks that a person asks for, and all that is known, to be sent to whoever helps. */
export function SelfTest() {
  const { session, toasts } = useServices();
  const [shown, setShown] = useState<string>();
  const away = () => toasts.show({ tone: 'danger', message: strings.errors.workerAway });
  const test = useLook<SelfTestTick>(() => session.worker().selfTest(), away);
  const examination = useLook<Finding>(
    () => session.shell().examine('all'),
    (error) => toasts.show({ tone: 'danger', message: strings.errors.failed(error.message) }),
  );
  const text = () =>
    diagnosticsOf(session.get(), { ticks: test.found ?? [], findings: examination.found ?? [] }, Date.now());
  const copy = async () => {
    await session.shell().copyText(text());
    toasts.show({ tone: 'success', message: words.copied });
  };
  return (
    <Card aria-label={words.selfTest}>
      <Inline wrap>
        <Button icon={<Stethoscope size={15} aria-hidden />} isPending={test.isRunning} onPress={test.run}>
          {test.isRunning ? words.testing : words.runSelfTest}
        </Button>
        <Button
          icon={<ListChecks size={15} aria-hidden />}
          isPending={examination.isRunning}
          onPress={examination.run}
        >
          {examination.isRunning ? strings.doctor.running : strings.doctor.run}
        </Button>
        <Button look="quiet" icon={<ClipboardCopy size={15} aria-hidden />} onPress={() => void copy()}>
          {words.copyDiagnostics}
        </Button>
        <Button look="quiet" icon={<FileText size={15} aria-hidden />} onPress={() => setShown(text())}>
          {strings.doctor.save}
        </Button>
      </Inline>
      {test.found && (
        <TickList
          label={words.selfTest}
          ticks={test.found.map(({ what, ok, message }) => ({
            name: words.tests[what],
            isOk: ok,
            verdict: ok ? strings.settings.works : strings.settings.failed,
            text: message,
          }))}
        />
      )}
      {examination.found && <TickList label={strings.doctor.result} ticks={ticksOf(examination.found)} />}
      {shown !== undefined && <DiagnosticsDialog text={shown} onClose={() => setShown(undefined)} />}
    </Card>
  );
}

/** One look at a time; what was found stays until the next. */
function useLook<T>(look: () => Promise<readonly T[]>, fail: (error: Error) => void) {
  const [found, setFound] = useState<readonly T[]>();
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    await look().then(setFound, fail);
    setRunning(false);
  };
  return { found, isRunning, run: () => void run() };
}
