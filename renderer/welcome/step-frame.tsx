import type { ReactNode } from 'react';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.welcome;

/** What a person starts with when it is not the sandbox. */
export type Way = 'connect' | 'import';

type StepHeadProps = { readonly n: number; readonly title: string; readonly text: string };

/** Where one is, and what is asked. */
export function StepHead({ n, title, text }: StepHeadProps) {
  return (
    <Stack gap={1}>
      <Text look="label">{words.step(n)}</Text>
      <Text as="h1" look="hero">
        {title}
      </Text>
      <Text as="p" look="soft">
        {text}
      </Text>
    </Stack>
  );
}

type StepFootProps = {
  readonly onBack: () => void;
  readonly onSkip: () => void;
  readonly children: ReactNode;
};

/** Back, past it, or on. */
export function StepFoot({ onBack, onSkip, children }: StepFootProps) {
  return (
    <Inline spread>
      <Button onPress={onBack}>{words.back}</Button>
      <Inline>
        <Button look="quiet" onPress={onSkip}>
          {words.skip}
        </Button>
        {children}
      </Inline>
    </Inline>
  );
}
