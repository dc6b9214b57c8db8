import { useState } from 'react';
import { defaultPlan, type PostingPlan, planProblem, type Slot, tidySlots } from '../../core/domain/slots.ts';
import { useSession } from '../state/services.tsx';
import { localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { TextField } from '../ui/field.tsx';
import { Page } from '../ui/frame.tsx';
import { Weekdays } from '../ui/weekdays.tsx';
import { StepFoot, StepHead, type Way } from './step-frame.tsx';

const words = strings.welcome;

type PlanStepProps = {
  readonly way: Way;
  readonly onBack: () => void;
  /** Null: as it is offered to everybody. */
  readonly onFinish: (plan: PostingPlan | null) => void;
};

/** The week in its simplest form: the same times on some days. */
export function PlanStep({ way, onBack, onFinish }: PlanStepProps) {
  const kept = useSession((s) => s.shell?.keptPlan) ?? defaultPlan(localZone());
  const [days, setDays] = useState<readonly number[]>(() => daysOf(kept.slots));
  const [times, setTimes] = useState(() => timesOf(kept.slots));
  const plan = { zone: kept.zone, slots: slotsOf(days, times) };
  const isValid = planProblem(plan) === undefined;
  return (
    <Page as="main">
      <StepHead n={3} title={words.planTitle} text={words.planText} />
      <Card>
        <Weekdays label={words.days} names={strings.posting.days} value={days} onChange={setDays} />
        <TextField
          label={words.times}
          hint={words.timesHint(kept.zone)}
          value={times}
          onChange={setTimes}
          isInvalid={!isValid}
          error={isValid ? undefined : words.timesInvalid}
        />
      </Card>
      <StepFoot onBack={onBack} onSkip={() => onFinish(null)}>
        <Button look="primary" isDisabled={!isValid} onPress={() => onFinish(plan)} autoFocus>
          {way === 'import' ? words.finishImport : words.finish}
        </Button>
      </StepFoot>
    </Page>
  );
}

const daysOf = (slots: readonly Slot[]): readonly number[] => [
  ...new Set(slots.map(({ weekday }) => weekday)),
];

const timesOf = (slots: readonly Slot[]): string =>
  [...new Set(slots.map(({ time }) => time))].sort().join(', ');

function slotsOf(days: readonly number[], times: string): readonly Slot[] {
  const written = times.split(/[,;\s]+/).filter(Boolean);
  const padded = written.map((time) => time.padStart(5, '0'));
  return tidySlots(
    days.flatMap((weekday) => padded.map((time) => ({ weekday: weekday as Slot['weekday'], time }))),
  );
}
