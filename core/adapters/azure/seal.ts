import type { Seal } from '../../domain/seal.ts';
import { StoreError } from '../../ports/store-error.ts';
import { digest } from './keys.ts';
import type { Change, Partition, Properties } from './table.ts';

export const SEAL = 'seal';

/** Its key names the seal, so that removing it in a transaction asks whether that seal is still the one. */
const markKey = (text: string): string => `${SEAL}.${digest(text)}`;

const textOf = (seal: Seal | undefined): string | undefined => seal && JSON.stringify(seal);

export function parseSeal(properties: Properties | undefined): Seal | undefined {
  const text = properties?.['seal'];
  return text === undefined ? undefined : (JSON.parse(text) as Seal);
}

/** One request when nobody is in the way. */
export async function changeSeal(
  partition: Partition,
  from: Seal | undefined,
  to: Seal | undefined,
): Promise<boolean> {
  const [before, after] = [textOf(from), textOf(to)];
  if (await partition.commit(changesBetween(before, after))) return true;
  // The SDK repeats a call whose answer was lost, and then what is in the way is our own.
  return (await partition.read(SEAL))?.properties['seal'] === after;
}

function changesBetween(before: string | undefined, after: string | undefined): readonly Change[] {
  const gone = before === undefined ? [] : [{ kind: 'remove', key: markKey(before) } as const];
  if (after === undefined) return [...gone, { kind: 'remove', key: SEAL }];
  const write = before === undefined ? 'create' : 'replace';
  return [
    ...gone,
    { kind: write, key: SEAL, properties: { seal: after } },
    { kind: 'create', key: markKey(after), properties: {} },
  ];
}

/** What a write to a row that is frozen comes to. */
export const frozen = (): StoreError =>
  new StoreError(
    'sealed',
    'These posts are being moved or were moved, so nothing is changed here: `perch storage show` says where they are.',
  );
