import { FlaskConical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Page } from '../ui/frame.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Logo } from '../ui/logo.tsx';
import { Text } from '../ui/text.tsx';
import type { Way } from './step-frame.tsx';

const words = strings.welcome;

type StartStepProps = {
  /** Signing in at X. */
  readonly signIn: ReactNode;
  readonly onWay: (way: Way) => void;
};

/** The first thing a new user sees: one button, and a first post waits behind it. */
export function StartStep({ signIn, onWay }: StartStepProps) {
  const { isBusy, refusal, start } = useSandbox();
  return (
    <Page as="main" isCentred>
      <Logo size={56} />
      <Stack gap={3}>
        <Text as="h1" look="hero">
          {words.title}
        </Text>
        <Text as="p" look="soft">
          {words.text}
        </Text>
      </Stack>
      <Stack gap={2}>
        <Inline justify="center">
          <Button
            look="primary"
            size="l"
            icon={<FlaskConical size={16} aria-hidden />}
            isPending={isBusy}
            onPress={() => void start()}
            autoFocus
          >
            {words.sandbox}
          </Button>
        </Inline>
        <Text as="p" look="small">
          {words.sandboxText}
        </Text>
        <div role="alert">{refusal !== undefined && <Banner tone="danger">{refusal}</Banner>}</div>
      </Stack>
      <Disclosure title={words.connect}>
        <Card>
          {signIn}
          <Inline>
            <Button size="s" look="quiet" onPress={() => onWay('connect')}>
              {words.connectGo}
            </Button>
          </Inline>
        </Card>
      </Disclosure>
      <Disclosure title={words.import}>
        <Card>
          <Text as="p">{words.importText}</Text>
          <Inline>
            <Button size="s" onPress={() => onWay('import')}>
              {words.next}
            </Button>
          </Inline>
        </Card>
      </Disclosure>
    </Page>
  );
}

function useSandbox() {
  const { session, compositions } = useServices();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  async function start(): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    // Before the window changes, so that the composer opens with it.
    compositions.startNew({ text: strings.compose.suggestion, when: strings.compose.suggestionWhen });
    compositions.requestFocus();
    try {
      await session.shell().startSandbox();
    } catch (error) {
      setRefusal(strings.errors.failed(error instanceof Error ? error.message : String(error)));
    }
    setBusy(false);
  }

  return { isBusy, refusal, start };
}
