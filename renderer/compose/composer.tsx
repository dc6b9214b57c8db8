import { useEffect, useRef } from 'react';
import { PREMIUM_LIMIT, STANDARD_LIMIT } from '../../core/domain/text.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Pane } from '../ui/frame.tsx';
import { Inline } from '../ui/layout.tsx';
import { Select } from '../ui/select.tsx';
import { Text } from '../ui/text.tsx';
import { useShortcuts } from '../use-shortcuts.ts';
import { Conflict } from './conflict.tsx';
import { Footer } from './footer.tsx';
import { Parts } from './parts.tsx';
import { usePartElements } from './use-part-elements.ts';
import { useProblems, useShownProblems } from './use-problems.ts';
import { useSubmit } from './use-submit.ts';
import { WhenField } from './when-field.tsx';

const NO_ACCOUNTS: readonly AccountView[] = [];
const words = strings.compose;

/** Where a post is written. It watches the composition only: the queue beside it is not drawn again. */
export function Composer() {
  const { compositions } = useServices();
  const composition = useStore(compositions, (c) => c);
  const accounts = useSession((s) => s.overview?.accounts ?? NO_ACCOUNTS);
  const account = accounts.find(({ name }) => name === composition.account) ?? accounts[0];
  const zone = composition.zone ?? localZone();
  const problems = useProblems(composition.parts, account?.premium ?? false);
  const pane = useRef<HTMLElement>(null);
  const whenInput = useRef<HTMLInputElement>(null);
  const elements = usePartElements();
  const saving = useSubmit({ account: account?.name ?? '', zone, problems, onSaved: elements.focusFirst });
  const shown = useShownProblems(problems, saving.asked === 'schedule' || saving.asked === 'now');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another post starts without the words about the last one.
  useEffect(saving.forget, [composition.id]);
  useEffect(() => compositions.onFocusRequest(elements.focusFirst), [compositions, elements.focusFirst]);
  useShortcuts(
    {
      add: () => void saving.submit('schedule'),
      postNowComposer: () => void saving.submit('now'),
      when: () => whenInput.current?.focus(),
      addPart: () => elements.focusNew(compositions.addPart),
      partUp: () => elements.withFocused((key) => compositions.movePart(key, -1)),
      partDown: () => elements.withFocused((key) => compositions.movePart(key, 1)),
    },
    pane,
  );

  const isTimeMissing = saving.asked === 'schedule' && composition.when.trim() === '';
  return (
    <Pane ref={pane} label={words.title} look="surface" head={<Head />} foot={<Footer saving={saving} />}>
      {account && accounts.length > 1 && (
        <Select
          label={words.account}
          choices={accounts.map(asChoice)}
          value={account.name}
          onChange={compositions.setAccount}
        />
      )}
      <Conflict composition={composition} />
      <Parts
        composition={composition}
        limit={account?.premium ? PREMIUM_LIMIT : STANDARD_LIMIT}
        problems={shown}
        elements={elements}
      />
      <WhenField
        value={composition.when}
        zone={zone}
        missing={isTimeMissing ? words.whenMissing : undefined}
        ref={whenInput}
      />
    </Pane>
  );
}

function Head() {
  const { compositions } = useServices();
  const isEditing = useStore(compositions, (c) => c.editing !== null);
  return (
    <Inline spread>
      <Text as="h2" look="title">
        {isEditing ? words.titleEdit : words.title}
      </Text>
      {isEditing && (
        <Button look="quiet" size="s" onPress={() => compositions.startNew()}>
          {words.discard}
        </Button>
      )}
    </Inline>
  );
}

function asChoice({ name }: AccountView) {
  return { id: name, label: `@${name}` };
}
