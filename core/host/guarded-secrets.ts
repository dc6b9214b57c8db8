import type { SecretsFile } from '../adapters/system/secrets-file.ts';
import { isSealed } from '../domain/sealed.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { SecretStore, Secrets } from '../ports/secret-store.ts';
import type { Keeping, SecretsState } from '../rpc/secrets-contract.ts';
import { createConsent } from './consent.ts';
import { fileFor, hasAgreed, openAll, type Sealing, same, viewOf, withAgreement } from './sealing.ts';
import { leavesOf, withLeaves } from './secret-leaves.ts';
import { secretsState } from './secrets-state.ts';

export type GuardedDeps = {
  /** The file as it is, with what is sealed in it. */
  readonly file: SecretsFile;
  readonly box: SecretBox;
  /** What `state` says is another thing now. */
  readonly onChange: () => void;
};

/**
 * The secrets of a home as the app has them: sealed in the file, open in this process. `update` waits for a
 * person's word before anything new is kept where nothing guards it.
 */
export type GuardedSecrets = SecretStore & {
  /**
   * Opens what is sealed and seals what is not, as far as the keyring is there. Asks no keyring while nothing is
   * kept. @throws StoreError
   */
  tend(): Promise<void>;
  /** How a person wants secrets to be kept without a keyring; null: what asks is not kept. */
  choose(how: Keeping | null): Promise<void>;
  state(): SecretsState;
};

export function createGuardedSecrets({ file, box, onChange }: GuardedDeps): GuardedSecrets {
  const consent = createConsent(onChange);
  const sealing: Sealing = {
    box,
    guard: 'unknown',
    opened: new Map(),
    stale: new Set(),
    lost: new Set(),
    memory: new Map(),
    isSession: consent.isSession,
  };
  const read = (): Secrets => viewOf(sealing, file.read());
  /** Once it is there, it is asked again only when it fails. */
  const look = async (): Promise<void> => {
    if (sealing.guard !== 'ready') sealing.guard = await box.look();
  };

  return {
    read,
    update: async (change) => {
      await look();
      const isFree = sealing.guard !== 'none' || hasAgreed(file.read()) || consent.isSession();
      if (!isFree && addsSecrets(read(), change(read()))) await consent.ask();
      await file.update(async (raw) => {
        await openAll(sealing, raw);
        return fileFor(sealing, raw, change(viewOf(sealing, raw)));
      });
      onChange();
      return read();
    },
    tend: async () => {
      const leaves = [...leavesOf(file.read()).values()];
      if (leaves.length === 0) return;
      await look();
      await openAll(sealing, file.read());
      const isDone = leaves.every((value) => isSealed(value) && !sealing.stale.has(value.sealed));
      if (sealing.guard === 'ready' && !isDone)
        await file.update((raw) => fileFor(sealing, raw, viewOf(sealing, raw)));
      sealing.stale.clear();
      onChange();
    },
    choose: async (how) => {
      if (how === 'plain') await keepInFile(file, sealing);
      if (how === 'session') await keepInMemory(file, sealing);
      // Whoever asked goes on now that it is in force.
      consent.answer(how);
      onChange();
    },
    state: () => secretsState({ ...sealing, raw: file.read(), asks: consent.isAsked() }),
  };
}

async function keepInFile(file: SecretsFile, sealing: Sealing): Promise<void> {
  await file.update((raw) =>
    withAgreement(withLeaves(raw, new Map([...leavesOf(raw), ...sealing.memory])), true),
  );
  sealing.memory = new Map();
}

/** What is readable on the disk comes off it. */
async function keepInMemory(file: SecretsFile, sealing: Sealing): Promise<void> {
  const plain = ([, value]: readonly [string, unknown]): boolean => !isSealed(value);
  await file.update((raw) => {
    const leaves = [...leavesOf(raw)];
    sealing.memory = new Map([...sealing.memory, ...leaves.filter(plain)]);
    const sealed = leaves.filter((leaf) => !plain(leaf));
    return withAgreement(withLeaves(raw, new Map(sealed)), false);
  });
}

/** Renewed tokens are kept as their sign-in is, and cannot wait: X has taken the old ones back. */
function addsSecrets(before: Secrets, after: Secrets): boolean {
  const had = leavesOf(before);
  return [...leavesOf(after)].some(
    ([path, value]) => !path.startsWith('tokens/') && !same(had.get(path), value),
  );
}
