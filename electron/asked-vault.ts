import { SECOND } from '../core/domain/time.ts';
import type { KeyVault } from '../core/ports/key-vault.ts';
import { StoreError } from '../core/ports/store-error.ts';
import {
  type AccountKeys,
  type FromWorker,
  hideKeys,
  type SecretsAnswer,
  type SecretsQuestion,
  type ToWorker,
} from '../core/rpc/worker-messages.ts';

/** The vault as the worker process has it: main keeps the secrets and is asked for each. */
export type AskedVault = KeyVault & {
  /** The keys of all accounts as they are now. @throws StoreError */
  accounts(): Promise<readonly AccountKeys[]>;
  hear(message: Extract<ToWorker, { kind: 'answer' }>): void;
  /** The tokens that have passed: never to be logged. */
  secrets(): readonly string[];
};

export type AskedVaultDeps = {
  readonly tell: (message: FromWorker) => void;
  /** Ids that no other worker process uses: an answer may come when the one that asked is gone. */
  readonly uuid: () => string;
  readonly exclusively: KeyVault['exclusively'];
};

/** Main only reads or writes a small file, ms. */
const PATIENCE = 10 * SECOND;

type AnswerOf<K> = Extract<SecretsAnswer, { kind: K }>;

export function createAskedVault({ tell, uuid, exclusively }: AskedVaultDeps): AskedVault {
  const waiting = new Map<string, (answer: SecretsAnswer) => void>();
  const passed = new Set<string>();

  function ask(question: SecretsQuestion): Promise<SecretsAnswer> {
    const id = uuid();
    return new Promise((resolve) => {
      const settle = (answer: SecretsAnswer): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer);
      };
      const timer = setTimeout(() => settle(NO_ANSWER), PATIENCE);
      waiting.set(id, settle);
      tell({ kind: 'ask', id, question });
    });
  }

  async function askFor<K extends SecretsAnswer['kind']>(
    kind: K,
    question: SecretsQuestion,
  ): Promise<AnswerOf<K>> {
    const answer = await ask(question);
    if (answer.kind === kind) return answer as AnswerOf<K>;
    throw new StoreError('unavailable', answer.kind === 'failed' ? answer.message : NO_ANSWER.message);
  }

  return {
    exclusively,
    accounts: async () => (await askFor('accounts', { kind: 'accounts' })).accounts.map(hideKeys),
    read: async (signIn) => {
      const { pair } = await askFor('pair', { kind: 'read', signIn });
      if (pair) for (const secret of [pair.accessToken, pair.refreshToken]) passed.add(secret);
      return pair;
    },
    keep: async (signIn, pair) => {
      for (const secret of [pair.accessToken, pair.refreshToken]) passed.add(secret);
      await askFor('pair', { kind: 'keep', signIn, pair });
    },
    hear: ({ id, answer }) => waiting.get(id)?.(answer),
    secrets: () => [...passed],
  };
}

const NO_ANSWER = {
  kind: 'failed',
  message: 'The app did not answer when it was asked for keys. Quit Perch and start it again.',
} as const;
