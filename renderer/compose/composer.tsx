import { useEffect, useMemo, useRef } from 'react';
import { PREMIUM_LIMIT, STANDARD_LIMIT } from '../../core/domain/text.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { isBlank, isChanged } from '../state/composition.ts';
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
import { AccountNotes } from './account-notes.tsx';
import { Beginnings } from './beginnings.tsx';
import { Conflict } from './conflict.tsx';
import { Footer } from './footer.tsx';
import { ListOffer } from './list-offer.tsx';
import { Parts } from './parts.tsx';
import { Preview } from './preview.tsx';
import { usePartEdits } from './use-part-edits.ts';
import { usePartElements } from './use-part-elements.ts';
import { useProblems, useShownProblems } from './use-problems.ts';
import { useRecent } from './use-recent.ts';
import { useSubmit } from './use-submit.ts';
import { WhenField } from './when-field.tsx';

const NO_ACCOUNTS: readonly AccountView[] = [];
const words = strings.compose;

/** Where a post is written. It watches the composition only: the queue beside it is not drawn again. */
export function Composer() {
  const { compositions, toasts } = useServices();
  const composition = useStore(compositions, (c) => c);
  const accounts = useSession((s) => s.overview?.accounts ?? NO_ACCOUNTS);
  const account = accounts.find(({ name }) => name === composition.account) ?? accounts[0];
  const zone = composition.zone ?? localZone();
  const premium = account?.premium ?? false;
  const problems = useProblems(composition.parts, premium);
  const pane = useRef<HTMLElement>(null);
  const whenInput = useRef<HTMLInputElement>(null);
  const elements = usePartElements();
  const edits = usePartEdits(elements);
  const saving = useSubmit({ account: account?.name ?? '', zone, premium, onSaved: elements.focusFirst });
  const recent = useRecent(composition, account?.name ?? '', zone);
  const all = useMemo(() => [...problems, ...recent], [problems, recent]);
  const shown = useShownProblems(all, saving.asked === 'schedule' || saving.asked === 'now');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another post starts without the words about the last one.
  useEffect(saving.forget, [composition.id]);
  useEffect(() => compositions.onFocusRequest(elements.focusFirst), [compositions, elements.focusFirst]);
  useShortcuts(
    {
      add: () => void saving.submit('schedule'),
      postNowComposer: () => void saving.submit('now'),
      when: () => whenInput.current?.focus(),
      addPart: () => elements.focusNew(compositions.addPart),
      save: () => toasts.show({ tone: 'success', message: strings.writing.keptAlready }),
      splitPart: edits.splitHere,
      partUp: () => elements.withFocused((key) => compositions.movePart(key, -1)),
      partDown: () => elements.withFocused((key) => compositions.movePart(key, 1)),
    },
    pane,
  );

  const isEmpty = !composition.editing && isBlank(composition);
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
      <AccountNotes account={account} />
      <Conflict composition={composition} />
      <Parts
        composition={composition}
        limit={premium ? PREMIUM_LIMIT : STANDARD_LIMIT}
        problems={shown}
        elements={elements}
        edits={edits}
      />
      {isEmpty && <Beginnings part={composition.parts[0]?.key ?? ''} elements={elements} />}
      <ListOffer composition={composition} />
      <WhenField
        value={composition.when}
        zone={zone}
        missing={isTimeMissing ? words.whenMissing : undefined}
        ref={whenInput}
      />
      <Preview parts={composition.parts} account={account?.name ?? ''} />
    </Pane>
  );
}

function Head() {
  const { compositions, undo } = useServices();
  const isEditing = useStore(compositions, (c) => c.editing !== null);
  const stop = () => {
    const written = compositions.get();
    compositions.startNew();
    if (!isChanged(written)) return;
    const putBack = async () => {
      compositions.reopen(written);
      return true;
    };
    undo.did({ message: strings.writing.dropped, undo: putBack });
  };
  return (
    <Inline spread>
      <Text as="h2" look="title">
        {isEditing ? words.titleEdit : words.title}
      </Text>
      {isEditing && (
        <Button look="quiet" size="s" onPress={stop}>
          {words.discard}
        </Button>
      )}
    </Inline>
  );
}

function asChoice({ name }: AccountView) {
  return { id: name, label: `@${name}` };
}
