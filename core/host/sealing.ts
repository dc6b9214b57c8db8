import { isSealed } from '../domain/sealed.ts';
import type { BoxState, SecretBox } from '../ports/secret-box.ts';
import type { Secrets } from '../ports/secret-store.ts';
import { StoreError } from '../ports/store-error.ts';
import { type Leaves, leavesOf, withLeaves } from './secret-leaves.ts';

/** What the app knows of the secrets of a home while it runs. */
export type Sealing = {
  readonly box: SecretBox;
  guard: BoxState | 'unknown';
  /** By what is sealed. */
  readonly opened: Map<string, unknown>;
  /** Sealed with a key of the keyring that is not to be used any more. */
  readonly stale: Set<string>;
  readonly lost: Set<string>;
  /** What is kept for this run only. */
  memory: Leaves;
  /** What is new is kept for this run only. */
  readonly isSession: () => boolean;
};

/** Top-level mark of the file: a person has agreed to what is in it unprotected. */
const MARK = 'unprotected';
const AGREED = 'agreed';

export const hasAgreed = (raw: Secrets): boolean => raw[MARK] === AGREED;

export function withAgreement(raw: Secrets, isGiven: boolean): Secrets {
  const { [MARK]: _mark, ...rest } = raw;
  return isGiven ? { ...rest, [MARK]: AGREED } : rest;
}

const LOCKED =
  'The keyring of this computer is locked, so keys can neither be read nor kept: unlock it and try again.';

/** The file with everything open that could be opened, and with what is in memory only. */
export function viewOf({ opened, lost, memory }: Sealing, raw: Secrets): Secrets {
  const open = [...leavesOf(raw)].map(([path, value]) => {
    if (!isSealed(value)) return [path, value] as const;
    if (lost.has(value.sealed)) return [path, { ...value, lost: true }] as const;
    return [path, opened.has(value.sealed) ? opened.get(value.sealed) : value] as const;
  });
  return withLeaves(raw, new Map([...open, ...memory]));
}

/** Opens what has not been opened yet, as far as the keyring is there. */
export async function openAll(sealing: Sealing, raw: Secrets): Promise<void> {
  const { box, opened, lost, stale } = sealing;
  for (const value of leavesOf(raw).values()) {
    if (!isSealed(value) || opened.has(value.sealed)) continue;
    const opening = await box.open(value.sealed);
    if (opening.kind === 'unavailable') {
      if (sealing.guard === 'ready') sealing.guard = 'locked';
      continue;
    }
    const secret = opening.kind === 'opened' ? parse(opening.text) : undefined;
    if (secret === undefined) lost.add(value.sealed);
    else opened.set(value.sealed, secret);
    if (opening.kind === 'opened' && opening.stale) stale.add(value.sealed);
  }
}

/** Another keyring's key opens one in 256 all the same, into garbage. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the file is to hold for `after`; the rest goes into memory. @throws StoreError `unavailable` */
export async function fileFor(sealing: Sealing, raw: Secrets, after: Secrets): Promise<Secrets> {
  const before = leavesOf(raw);
  const kept = new Map<string, unknown>();
  const memory = new Map<string, unknown>();
  for (const [path, value] of leavesOf(after)) {
    const inFile = await keep(sealing, path, value, before.get(path));
    if (inFile === undefined) memory.set(path, value);
    else kept.set(path, inFile);
  }
  sealing.memory = memory;
  return withAgreement(withLeaves(after, kept), hasAgreed(after) && sealing.guard !== 'ready');
}

/** As it is to lie in the file; undefined: for this run only. */
async function keep(sealing: Sealing, path: string, value: unknown, before: unknown): Promise<unknown> {
  const { opened, stale, memory, guard, isSession } = sealing;
  if (isSealed(value)) return before;
  if (isSealed(before) && !stale.has(before.sealed) && same(opened.get(before.sealed), value)) return before;
  if (memory.has(path)) return undefined;
  if (guard === 'ready') return seal(sealing, value);
  if (same(before, value)) return value;
  if (guard === 'locked') throw new StoreError('unavailable', LOCKED);
  return isSession() ? undefined : value;
}

/** Opened again before anything relies on it: what cannot be opened would be lost. */
async function seal({ box, opened }: Sealing, value: unknown): Promise<unknown> {
  const text = JSON.stringify(value);
  const sealing = await box.seal(text);
  if (sealing.kind !== 'sealed') throw new StoreError('unavailable', LOCKED);
  const { sealed, by } = sealing;
  const check = await box.open(sealed);
  if (check.kind !== 'opened' || check.text !== text) throw new StoreError('unavailable', LOCKED);
  opened.set(sealed, value);
  return { sealed, by };
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
