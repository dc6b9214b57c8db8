import { textParts } from '../../core/domain/content.ts';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Store } from '../../core/ports/store.ts';
import { createPostService } from '../../core/service/post-service.ts';
import type { Faults } from './faults.ts';
import type { Judge } from './judge.ts';
import { makeText, type Plan } from './plan.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

export type Person = {
  /** Something that people do, to some post. */
  act(): Promise<void>;
  /** New keys, or credit. */
  openAccounts(): Promise<void>;
  /** Lets everything go on: publishing, the accounts. */
  tidyUp(): Promise<void>;
};

type Setting = {
  readonly world: World;
  readonly plan: Plan;
  readonly faults: Faults;
  readonly store: Omit<Store, 'content'>;
  readonly process: Process;
  readonly random: Random;
  readonly judge: Judge;
};

const ACTS = [
  'add',
  'edit',
  'retime',
  'cancel',
  'restore',
  'cancel',
  'retry',
  'force',
  'now',
  'now',
  'draft',
  'pause',
  'resume',
  'open',
  'count',
] as const;

export function createPerson({ world, plan, faults, store, process, random, judge }: Setting): Person {
  const { dice } = faults;
  const { clock } = process;
  const service = createPostService({ ...store, clock, random, by: 'window' });
  let added = 0;

  async function act(): Promise<void> {
    const what = dice.pick(ACTS);
    const ids = (await store.posts.list({})).posts.map(({ id }) => id);
    const id = ids[dice.below(ids.length)] ?? '';
    world.say(() => `a person: ${what} ${id}`);
    const known = (await store.posts.getMany([id]))[0];
    const isDoubtful = known?.reason?.kind === 'undecided' || known?.reason?.kind === 'repeat';
    // Who takes up a post that was not found out about has been told that it may be out.
    if (known?.status === 'failed' && isDoubtful && (what !== 'retry' || known.reason.kind === 'repeat'))
      judge.insists(known);
    switch (what) {
      case 'add': {
        const name = `a${added++}`;
        const parts = dice.chance(0.3)
          ? textParts([`${name} one`, `${name} two`])
          : textParts([makeText(dice, name, 0.1)]);
        const dueAt = Math.round(clock.now() + dice.between(0, 3 * MINUTE));
        const input = {
          id: name,
          account: plan.accounts[0] ?? '',
          parts,
          dueAt,
          zone: 'UTC',
          lateWindow: 10 * MINUTE,
        };
        await service.add(input);
        return;
      }
      case 'edit': {
        if (!known) return;
        const parts = known.parts.map((part, i) =>
          i < known.cursor ? part : { ...part, text: `${part.text.trim()}!` },
        );
        await service.edit(id, { parts });
        return;
      }
      case 'retime':
        await service.edit(id, { dueAt: Math.round(clock.now() + dice.between(0, 2 * MINUTE)) });
        return;
      case 'cancel':
        await service.cancel(id);
        return;
      case 'restore':
        await service.restore(id);
        return;
      case 'draft':
        await service.edit(id, { draft: true });
        return;
      case 'retry':
      case 'force':
      case 'now': {
        if (what === 'now') await service.postNow(id);
        else await service.retry(id, { force: what === 'force' });
        return;
      }
      case 'pause':
        await store.settings.setPausedUntil(
          dice.chance(0.5) ? clock.now() + dice.between(SECOND, MINUTE) : Infinity,
        );
        return;
      case 'resume':
        await store.settings.setPausedUntil(null);
        return;
      case 'open':
        await service.openAccount(plan.accounts[0] ?? '');
        return;
      case 'count':
        await store.settings.setProcessor('publish', { count: 1 + dice.below(4) });
        return;
    }
  }

  async function openAccounts(): Promise<void> {
    for (const account of plan.accounts) await service.openAccount(account);
  }

  return {
    // A person who is told that the store is out of reach leaves it at that.
    act: () => act().catch((error: unknown) => tellUnlessFault(faults, world, error)),
    openAccounts: () => openAccounts().catch((error: unknown) => tellUnlessFault(faults, world, error)),
    tidyUp: async () => {
      world.say(() => 'a person lets everything go on');
      await store.settings.setPausedUntil(null);
      await openAccounts();
    },
  };
}

function tellUnlessFault(faults: Faults, world: World, error: unknown): void {
  if (!faults.ownerOf(error)) world.broken(`the service threw ${String(error)}`);
}
