import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Instant } from '../../core/domain/time.ts';
import { distance } from '../../core/domain/zone.ts';
import { useNow } from '../state/services.tsx';
import { Card, Facts } from '../ui/card.tsx';
import { Chip } from '../ui/chip.tsx';
import { Inline } from '../ui/layout.tsx';
import { Text, type Tone } from '../ui/text.tsx';

export type HealthState = { readonly icon: LucideIcon; readonly tone: Tone; readonly text: string };

type Props = {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly state: HealthState;
  readonly text: string;
  readonly facts: Parameters<typeof Facts>[0]['facts'];
  readonly children?: ReactNode;
};

/** Somebody or something at work: what it is, how it is and what is known of it. */
export function HealthCard({ title, icon: Icon, state, text, facts, children }: Props) {
  return (
    <Card aria-label={title}>
      <Inline spread wrap>
        <Inline>
          <Icon size={18} aria-hidden />
          <Text as="h3" look="title">
            {title}
          </Text>
        </Inline>
        <Chip tone={state.tone} icon={<state.icon size={13} aria-hidden />}>
          {state.text}
        </Chip>
      </Inline>
      <Text look="small">{text}</Text>
      <Facts facts={facts} />
      {children}
    </Card>
  );
}

/** How long ago it was, live. */
export function Ago({ at }: { readonly at: Instant }) {
  const now = useNow();
  return <>{distance(Math.min(at, now), now)}</>;
}
