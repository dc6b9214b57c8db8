import { ClipboardCopy, Stethoscope } from 'lucide-react';
import { useState } from 'react';
import type { SelfTestTick } from '../../core/domain/self-test.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline } from '../ui/layout.tsx';
import { TickList } from '../ui/tick-list.tsx';
import { diagnosticsOf } from './diagnostics.ts';

const words = strings.machinery;

/** Looks that a person asks for, and all that is known, to be sent to whoever helps. */
export function SelfTest() {
  const { session, toasts } = useServices();
  const [ticks, setTicks] = useState<readonly SelfTestTick[]>();
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    try {
      setTicks(await session.worker().selfTest());
    } catch {
      toasts.show({ tone: 'danger', message: strings.errors.workerAway });
    }
    setRunning(false);
  };
  const copy = async () => {
    await session.shell().copyText(diagnosticsOf(session.get(), ticks ?? [], Date.now()));
    toasts.show({ tone: 'success', message: words.copied });
  };
  return (
    <Card aria-label={words.selfTest}>
      <Inline wrap>
        <Button icon={<Stethoscope size={15} aria-hidden />} isPending={isRunning} onPress={() => void run()}>
          {isRunning ? words.testing : words.runSelfTest}
        </Button>
        <Button look="quiet" icon={<ClipboardCopy size={15} aria-hidden />} onPress={() => void copy()}>
          {words.copyDiagnostics}
        </Button>
      </Inline>
      {ticks && (
        <TickList
          label={words.selfTest}
          ticks={ticks.map(({ what, ok, message }) => ({
            name: words.tests[what],
            isOk: ok,
            verdict: ok ? strings.settings.works : strings.settings.failed,
            text: message,
          }))}
        />
      )}
    </Card>
  );
}
