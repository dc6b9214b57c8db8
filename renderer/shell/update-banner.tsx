import { useState } from 'react';
import type { UpdateState } from '../../core/rpc/update-contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Inline } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.updates;

/** A newer Perch, to be taken, put off or refused; before that, whether it may be looked for. */
export function UpdateBanner() {
  const updates = useSession((s) => s.shell?.updates);
  if (!updates?.canLook) return null;
  if (updates.choice === 'ask') return <Consent />;
  return updates.isPutOff ? null : <Offer status={updates.status} />;
}

function Consent() {
  const { session } = useServices();
  const choose = (choice: 'automatic' | 'on-request') => () => void session.shell().setUpdates(choice);
  return (
    <Banner
      tone="info"
      title={words.askTitle}
      action={
        <Inline gap={2}>
          <Button size="s" onPress={choose('automatic')}>
            {words.choices.automatic}
          </Button>
          <Button size="s" look="quiet" onPress={choose('on-request')}>
            {words.choices['on-request']}
          </Button>
        </Inline>
      }
    >
      {words.askText}
    </Banner>
  );
}

function Offer({ status }: { readonly status: UpdateState['updates']['status'] }) {
  switch (status.kind) {
    case 'ready':
      return <Decision title={words.ready(status.version)} text={words.readyText} {...status} />;
    case 'elsewhere':
      return <Decision title={words.elsewhere(status.version)} text={words.elsewhereText} {...status} />;
    case 'waiting':
      return <Decision title={words.waiting(status.version)} text={words.waitingText} {...status} />;
    case 'installing':
      return <Banner tone="info" title={words.installing(status.version)} isBusy />;
    default:
      return null;
  }
}

type DecisionProps = {
  readonly kind: 'ready' | 'elsewhere' | 'waiting';
  readonly title: string;
  readonly text: string;
  readonly notes: string;
};

function Decision({ kind, title, text, notes }: DecisionProps) {
  const { session } = useServices();
  const [isReading, setReading] = useState(false);
  const shell = session.shell();
  return (
    <Banner
      tone="info"
      title={title}
      action={
        <Inline gap={2} wrap>
          {kind === 'ready' && (
            <Button size="s" look="primary" onPress={() => void shell.restartForUpdate()}>
              {words.restart}
            </Button>
          )}
          <Button size="s" onPress={() => setReading(true)}>
            {words.news}
          </Button>
          <Button size="s" look="quiet" onPress={() => void shell.putOffUpdate()}>
            {words.later}
          </Button>
          {kind !== 'waiting' && (
            <Button size="s" look="quiet" onPress={() => void shell.skipUpdate()}>
              {words.skip}
            </Button>
          )}
        </Inline>
      }
    >
      {text}
      {isReading && (
        <Dialog title={title} closeLabel={strings.doctor.close} onClose={() => setReading(false)}>
          <Text as="p" verbatim>
            {notes === '' ? words.noNews : notes}
          </Text>
        </Dialog>
      )}
    </Banner>
  );
}
