import { type ReactNode, useState } from 'react';
import type { PostingPlan } from '../../core/domain/slots.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/frame.tsx';
import { PlanStep } from './plan-step.tsx';
import { StartStep } from './start-step.tsx';
import { StepFoot, StepHead, type Way } from './step-frame.tsx';

const words = strings.welcome;

type Step = { readonly at: 'start' } | { readonly at: 'storage' | 'plan'; readonly way: Way };

type WelcomeProps = {
  /** The choice of a storage, as the settings have it. */
  readonly storage: ReactNode;
  /** Signing in at X. */
  readonly signIn: ReactNode;
  /** The person has a file of posts: the screens open with the import. */
  readonly onImport: () => void;
};

/** How to start, where to keep posts, when to post: each can be skipped, and the sandbox needs none of them. */
export function Welcome({ storage, signIn, onImport }: WelcomeProps) {
  const [step, setStep] = useState<Step>({ at: 'start' });
  const finish = useFinish(onImport);
  if (step.at === 'start')
    return <StartStep signIn={signIn} onWay={(way) => setStep({ at: 'storage', way })} />;
  const { at, way } = step;
  if (at === 'plan')
    return (
      <PlanStep
        way={way}
        onBack={() => setStep({ at: 'storage', way })}
        onFinish={(plan) => void finish(way, plan)}
      />
    );
  return (
    <Page as="main">
      <StepHead n={2} title={words.storageTitle} text={words.storageText} />
      {storage}
      <StepFoot onBack={() => setStep({ at: 'start' })} onSkip={() => setStep({ at: 'plan', way })}>
        <Button look="primary" onPress={() => setStep({ at: 'plan', way })} autoFocus>
          {words.next}
        </Button>
      </StepFoot>
    </Page>
  );
}

/** Opens the screens: with the import, or with a first post begun. */
function useFinish(onImport: () => void): (way: Way, plan: PostingPlan | null) => Promise<void> {
  const { session, compositions, toasts } = useServices();
  return async (way, plan) => {
    if (way === 'import') onImport();
    else {
      compositions.startNew({ text: strings.compose.suggestion, when: strings.compose.suggestionWhen });
      compositions.requestFocus();
    }
    await session
      .shell()
      .start(plan)
      .catch((error: unknown) =>
        toasts.show({ tone: 'danger', message: strings.errors.failed(String(error)) }),
      );
  };
}
