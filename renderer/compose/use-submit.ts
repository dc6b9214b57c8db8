import { useRef, useState } from 'react';
import { checkPost } from '../../core/domain/check.ts';
import { hasErrors } from '../../core/domain/problem.ts';
import { SECOND } from '../../core/domain/time.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import type { CommandResult, WorkerApi } from '../../core/rpc/contract.ts';
import { changedAudience } from '../state/audience.ts';
import { type Composition, partsOf } from '../state/composition.ts';
import { saveDraft } from '../state/drafts.ts';
import { timeNow } from '../state/now.ts';
import { type Planned, planTime } from '../state/planned-time.ts';
import { rememberWritten } from '../state/recent-time.ts';
import { type Services, useCommand, useServices } from '../state/services.tsx';
import type { Undone } from '../state/undo.ts';
import { strings } from '../strings.ts';
import { undoingEdit } from './undo-edit.ts';

export type How = 'schedule' | 'now' | 'draft';

export type Submit = {
  readonly isBusy: boolean;
  /** Why the last try did not go through. Everything typed is kept. */
  readonly refusal: string | undefined;
  /** How a person last asked to save it, if they did: what is missing may be said now. */
  readonly asked: How | undefined;
  submit(how: How): Promise<void>;
  forget(): void;
};

type Target = {
  readonly account: string;
  readonly zone: string;
  readonly premium: boolean;
  readonly onSaved: () => void;
};

/** Saving what is written, in all its ways. */
export function useSubmit({ account, zone, premium, onSaved }: Target): Submit {
  const { attachments, compositions, posts, session, toasts, undo } = useServices();
  const command = useCommand();
  const [refusal, setRefusal] = useState<string>();
  const [asked, setAsked] = useState<How>();
  const [isBusy, setBusy] = useState(false);
  const busy = useRef(false);

  async function send(how: How): Promise<void> {
    const composition = compositions.get();
    const now = timeNow();
    const known = session.get().overview?.accounts.find(({ name }) => name === account);
    const facts = { composition, account: known, open: posts.get().open };
    const when = how === 'schedule' ? planTime(facts, now) : undefined;
    if (attachments.isBusy(composition)) return setRefusal(strings.content.stillCopied);
    if (how !== 'draft' && (isRefused(composition, premium) || when?.kind === 'error')) return;
    const dueAt = when?.kind === 'ok' ? when.at : now + UNDO_FOR;
    const before = composition.editing && facts.open.find(({ id }) => id === composition.id);
    const order = { account, zone, dueAt, ...choices(when) };
    const result = await command((worker) =>
      how === 'draft' ? saveDraft(worker, facts) : save(worker, composition, order),
    );
    if (result.kind === 'refused') return setRefusal(result.message);
    if (when?.kind === 'ok' && when.slotZone === undefined) rememberWritten(facts, when, now);
    const message = result.note ?? confirmation(how, composition, formatInstant(dueAt, zone));
    const ways = before && how !== 'now' ? undoingEdit(command, before, result.post) : undefined;
    const recall = { shownFor: dueAt - timeNow(), undo: () => takeBack(composition, command, compositions) };
    const step = how === 'now' && !result.post.unsynced ? recall : ways;
    if (step) undo.did({ message, ...step });
    else toasts.show({ tone: 'success', message });
    compositions.startNew();
    forget();
    onSaved();
  }

  async function submit(how: How): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setBusy(true);
    setRefusal(undefined);
    setAsked(how);
    await send(how);
    busy.current = false;
    setBusy(false);
  }

  const forget = (): void => {
    setRefusal(undefined);
    setAsked(undefined);
  };

  return { isBusy, refusal, asked, submit, forget };
}

/** It becomes a draft again, if it has not left, and is opened as it was. */
async function takeBack(
  composition: Composition,
  command: ReturnType<typeof useCommand>,
  compositions: Services['compositions'],
): Promise<Undone> {
  const result = await command((worker) => worker.edit(composition.id, { draft: true }));
  if (result.kind === 'refused') return { why: strings.writing.tooLate };
  compositions.reopen(asDraft(composition));
  compositions.requestFocus();
  return true;
}

/** How long a post that goes out now can be called back: until then it is not due, so nobody sends it. */
export const UNDO_FOR = 10 * SECOND;

/** Looked at anew: what is shown may be a few keys behind. */
const isRefused = ({ parts, audience }: Composition, premium: boolean): boolean =>
  hasErrors(checkPost(parts, { premium, ...audience }));

type Choices = Pick<Extract<Planned, { kind: 'ok' }>, 'slotZone' | 'repeat'>;
type Order = Choices & {
  readonly account: string;
  readonly zone: string;
  readonly dueAt: number;
};

/** What comes along with the time. */
function choices(when: Planned | undefined): Choices {
  if (when?.kind !== 'ok') return {};
  const { slotZone, repeat } = when;
  return { ...(slotZone !== undefined && { slotZone }), ...(repeat !== undefined && { repeat }) };
}

async function save(
  worker: WorkerApi,
  composition: Composition,
  { account, zone, dueAt, repeat, ...slot }: Order,
): Promise<CommandResult> {
  const { id, editing } = composition;
  const parts = partsOf(composition);
  const time = { dueAt, zone, ...slot };
  if (!editing)
    return worker.add({ id, account, parts, ...composition.audience, ...time, ...(repeat && { repeat }) });
  const expected = editing.parts;
  const changed = { parts, ...changedAudience(composition), account, ...time };
  return worker.edit(id, { ...changed, ...(repeat !== undefined && { repeat }), expected });
}

function confirmation(how: How, { editing }: Composition, time: string): string {
  const words = strings.compose;
  if (how === 'draft') return words.draftSaved;
  if (how === 'now') return strings.writing.goesOut;
  return editing ? words.saved(time) : words.added(time);
}

/** What was written, now that it is stored as a draft. */
export function asDraft(composition: Composition): Composition {
  const { when, editing, audience } = composition;
  const stored = { parts: partsOf(composition), when, ...(audience && { audience }) };
  return { ...composition, editing: { status: 'draft', partsOut: editing?.partsOut ?? 0, ...stored } };
}
