import { useEffect, useRef } from 'react';
import { PREMIUM_LIMIT, STANDARD_LIMIT } from '../../core/domain/text.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { isBlank } from '../state/composition.ts';
import { zoneOf } from '../state/planned-time.ts';
import { useServices, useSession } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Pane } from '../ui/frame.tsx';
import { Select } from '../ui/select.tsx';
import { AccountNotes } from './account-notes.tsx';
import { AudienceFields } from './audience.tsx';
import { Beginnings } from './beginnings.tsx';
import { ComposerHead } from './composer-head.tsx';
import { Conflict } from './conflict.tsx';
import { Footer } from './footer.tsx';
import { ListOffer } from './list-offer.tsx';
import { Parts } from './parts.tsx';
import { Preview } from './preview.tsx';
import { useComposerKeys } from './use-composer-keys.ts';
import { useFilePicker } from './use-file-picker.tsx';
import { usePartEdits } from './use-part-edits.ts';
import { usePartElements } from './use-part-elements.ts';
import { useProblems, useShownProblems } from './use-problems.ts';
import { useSubmit } from './use-submit.ts';
import { AddButton } from './when-add.tsx';
import { WhenField } from './when-field.tsx';

const NO_ACCOUNTS: readonly AccountView[] = [];
const words = strings.compose;

/** Where a post is written. It watches the composition only: the queue beside it is not drawn again. */
export function Composer() {
  const { compositions } = useServices();
  const composition = useStore(compositions, (c) => c);
  const accounts = useSession((s) => s.overview?.accounts ?? NO_ACCOUNTS);
  const account = accounts.find(({ name }) => name === composition.account) ?? accounts[0];
  const zone = zoneOf(composition, account);
  const premium = account?.premium ?? false;
  const pane = useRef<HTMLElement>(null);
  const whenInput = useRef<HTMLInputElement>(null);
  const focusWhen = () => whenInput.current?.focus();
  const elements = usePartElements();
  const edits = usePartEdits(elements);
  const picker = useFilePicker(composition);
  const saving = useSubmit({ account: account?.name ?? '', zone, premium, onSaved: elements.focusFirst });
  const problems = useProblems(composition, { account: account?.name ?? '', premium, zone });
  const shown = useShownProblems(problems, saving.asked === 'schedule' || saving.asked === 'now');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another post starts without the words about the last one.
  useEffect(saving.forget, [composition.id]);
  useEffect(() => compositions.onFocusRequest(elements.focusFirst), [compositions, elements.focusFirst]);
  useComposerKeys(pane, { elements, edits, saving, focusWhen, pick: picker.pick });

  const isEmpty = !composition.editing && isBlank(composition);
  const add = <AddButton account={account} saving={saving} onCustom={focusWhen} />;
  const foot = <Footer saving={saving} add={add} />;
  return (
    <Pane ref={pane} label={words.title} look="surface" head={<ComposerHead />} foot={foot}>
      {account && accounts.length > 1 && (
        <Select
          label={words.account}
          choices={accounts.map(asChoice)}
          value={account.name}
          onChange={compositions.setAccount}
        />
      )}
      <AccountNotes account={account} wanted={composition.account} />
      <Conflict composition={composition} />
      <Parts
        composition={composition}
        limit={premium ? PREMIUM_LIMIT : STANDARD_LIMIT}
        problems={shown}
        elements={elements}
        edits={edits}
        onPick={picker.pick}
      />
      {picker.input}
      {isEmpty && <Beginnings part={composition.parts[0]?.key ?? ''} elements={elements} />}
      <ListOffer composition={composition} />
      <WhenField account={account} onPostNow={() => void saving.submit('now')} ref={whenInput} />
      <AudienceFields composition={composition} problems={shown('audience')} />
      <Preview parts={composition.parts} account={account?.name ?? ''} />
    </Pane>
  );
}

function asChoice({ name }: AccountView) {
  return { id: name, label: `@${name}` };
}
