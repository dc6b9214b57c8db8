import { isSealed } from '../domain/sealed.ts';
import type { Secrets } from '../ports/secret-store.ts';
import type { SecretsState } from '../rpc/secrets-contract.ts';
import { hasAgreed } from './sealing.ts';
import { type Leaves, leavesOf } from './secret-leaves.ts';

export type SecretsFacts = Pick<SecretsState, 'guard' | 'asks'> & {
  /** The file as it is. */
  readonly raw: Secrets;
  readonly memory: Leaves;
  /** By what is sealed. */
  readonly opened: ReadonlyMap<string, unknown>;
  readonly lost: ReadonlySet<string>;
};

/** As whoever has only the file sees it. */
export function countSecrets(raw: Secrets): Pick<SecretsState, 'sealed' | 'plain' | 'agreed'> {
  const leaves = [...leavesOf(raw).values()];
  const sealed = leaves.filter(isSealed).length;
  return { sealed, plain: leaves.length - sealed, agreed: hasAgreed(raw) };
}

/** How everything is kept, in numbers and names. */
export function secretsState({ raw, memory, guard, opened, lost, asks }: SecretsFacts): SecretsState {
  const leaves = [...leavesOf(raw)];
  const conditionOf = (value: unknown): 'ok' | 'waiting' | 'lost' => {
    if (!isSealed(value) || opened.has(value.sealed)) return 'ok';
    return lost.has(value.sealed) ? 'lost' : 'waiting';
  };
  const accountsThat = (condition: string): readonly string[] =>
    leaves.flatMap(([path, value]) =>
      path.startsWith('accounts/') && conditionOf(value) === condition
        ? [path.slice('accounts/'.length)]
        : [],
    );
  return {
    guard,
    asks,
    ...countSecrets(raw),
    session: memory.size,
    waiting: accountsThat('waiting'),
    lost: accountsThat('lost'),
    storage: conditionOf(leavesOf(raw).get('storage/connection')),
  };
}
