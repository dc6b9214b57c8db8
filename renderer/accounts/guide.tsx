import { Copy } from 'lucide-react';
import { CALLBACK_URLS } from '../../core/domain/authorization.ts';
import { PRICES } from '../../core/domain/cost.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Code, Text } from '../ui/text.tsx';

const words = strings.signIn;

/** What to choose in X's developer console, step by step, and what goes wrong most often. */
export function Guide({ isOpenAtFirst }: { readonly isOpenAtFirst: boolean }) {
  const { session } = useServices();
  return (
    <Disclosure title={words.guide} isOpenAtFirst={isOpenAtFirst}>
      <Stack gap={3}>
        <Text as="p" look="soft">
          {words.why}
        </Text>
        <Inline>
          <Button size="s" onPress={() => void session.shell().openLink('x-console', '')}>
            {words.console}
          </Button>
        </Inline>
        <Stack as="ol" gap={2}>
          {words.steps.map((step, index) => (
            <Text key={step} as="li">
              <Stack gap={1}>
                <Text as="span">
                  {index + 1}. {step}
                </Text>
                {index === words.callbackStep && <CallbackUrls />}
              </Stack>
            </Text>
          ))}
        </Stack>
        <Text as="p" look="soft">
          {words.cost(PRICES.post, PRICES.postWithLink)}
        </Text>
        <Inline>
          <Button size="s" look="quiet" onPress={() => void session.shell().openLink('x-pricing', '')}>
            {words.prices}
          </Button>
        </Inline>
        <Text as="strong">{words.trouble}</Text>
        <Stack gap={2}>
          {words.troubles.map(([what, next]) => (
            <Text key={what} as="p">
              <Text as="strong">{what}.</Text> <Text look="soft">{next}</Text>
            </Text>
          ))}
        </Stack>
      </Stack>
    </Disclosure>
  );
}

function CallbackUrls() {
  const { session, toasts } = useServices();
  const copy = async (url: string): Promise<void> => {
    await session.shell().copyText(url);
    toasts.show({ tone: 'success', message: words.copiedUrl });
  };
  return (
    <Stack gap={1}>
      {CALLBACK_URLS.map((url) => (
        <Inline key={url} gap={1}>
          <Code>{url}</Code>
          <IconButton
            label={`${words.copy} ${url}`}
            icon={<Copy size={14} />}
            onPress={() => void copy(url)}
          />
        </Inline>
      ))}
    </Stack>
  );
}
