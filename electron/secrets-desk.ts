import type { KeyVault } from '../core/ports/key-vault.ts';
import {
  type AccountKeys,
  clearKeys,
  type SecretsAnswer,
  type SecretsQuestion,
} from '../core/rpc/worker-messages.ts';

/** Answers the worker's questions about secrets, which main keeps. Never rejects. */
export type SecretsDesk = (question: SecretsQuestion) => Promise<SecretsAnswer>;

export function createSecretsDesk(
  vault: Pick<KeyVault, 'read' | 'keep'>,
  accounts: () => Promise<readonly AccountKeys[]>,
): SecretsDesk {
  const answer: SecretsDesk = async (question) => {
    switch (question.kind) {
      case 'accounts':
        return { kind: 'accounts', accounts: (await accounts()).map(clearKeys) };
      case 'read':
        return { kind: 'pair', pair: await vault.read(question.signIn) };
      case 'keep':
        await vault.keep(question.signIn, question.pair);
        return { kind: 'pair', pair: question.pair };
    }
  };
  return (question) =>
    answer(question).catch((error: unknown) => ({
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
    }));
}
