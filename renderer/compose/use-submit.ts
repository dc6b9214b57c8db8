import { useRef, useState } from 'react';
import { contentOf } from '../../core/domain/content.ts';
import { hasErrors, type Problem } from '../../core/domain/problem.ts';
import { parseWhen, type When } from '../../core/domain/when.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import type { CommandResult, WorkerApi } from '../../core/rpc/contract.ts';
import type { Composition } from '../state/composition.ts';
import { useCommand, useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';

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
  readonly problems: readonly Problem[];
  readonly onSaved: () => void;
};

/** Saving what is written, in all its ways. */
export function useSubmit({ account, zone, problems, onSaved }: Target): Submit {
  const { compositions, toasts } = useServices();
  const command = useCommand();
  const [refusal, setRefusal] = useState<string>();
  const [asked, setAsked] = useState<How>();
  const [isBusy, setBusy] = useState(false);
  const busy = useRef(false);

  async function send(how: How): Promise<void> {
    const composition = compositions.get();
    const now = Date.now();
    const when: When | undefined =
      how === 'schedule' ? parseWhen(composition.when, { now, zone }) : undefined;
    if (how !== 'draft' && (hasErrors(problems) || when?.kind === 'error')) return;
    const dueAt = when?.kind === 'ok' ? when.at : now;
    const result = await command((worker) => save(worker, composition, { how, account, zone, dueAt }));
    if (result.kind === 'refused') return setRefusal(result.message);
    toasts.show({
      tone: 'success',
      message: result.note ?? confirmation(how, composition, formatInstant(dueAt, zone)),
    });
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

  function forget(): void {
    setRefusal(undefined);
    setAsked(undefined);
  }

  return { isBusy, refusal, asked, submit, forget };
}

type Order = { readonly how: How; readonly account: string; readonly zone: string; readonly dueAt: number };

async function save(
  worker: WorkerApi,
  composition: Composition,
  { how, account, zone, dueAt }: Order,
): Promise<CommandResult> {
  const { id, editing } = composition;
  const parts = composition.parts.map(contentOf);
  if (!editing) {
    return how === 'draft'
      ? worker.add({ id, account, parts, dueAt: null, zone, draft: true })
      : worker.add({ id, account, parts, dueAt, zone });
  }
  const edited = await worker.edit(
    id,
    how === 'schedule' ? { parts, account, zone, dueAt } : { parts, account },
  );
  return how === 'now' && edited.kind === 'ok' ? worker.postNow(id) : edited;
}

function confirmation(how: How, { editing }: Composition, time: string): string {
  const words = strings.compose;
  if (how === 'draft') return words.draftSaved;
  if (how === 'now') return words.sentNow;
  return editing ? words.saved(time) : words.added(time);
}
