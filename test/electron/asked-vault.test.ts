import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Secret } from '../../core/domain/secret.ts';
import type { KeyVault, TokenPair } from '../../core/ports/key-vault.ts';
import type { AccountKeys, FromWorker } from '../../core/rpc/worker-messages.ts';
import { createAskedVault } from '../../electron/asked-vault.ts';
import { createSecretsDesk } from '../../electron/secrets-desk.ts';
import { createMemoryVault } from '../fakes/vault.ts';

const PAIR: TokenPair = { accessToken: 'a-2', refreshToken: 'r-2', endsAt: 7 };
const ACCOUNTS: readonly AccountKeys[] = [
  {
    kind: 'x',
    apiBaseUrl: 'https://x',
    keys: new Secret({ clientId: 'c', accessToken: 'a', refreshToken: 'r' }),
  },
];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Worker and main with the messages between them; a clone has what survives the way. */
function connect(vault: Pick<KeyVault, 'read' | 'keep'>) {
  const desk = createSecretsDesk(vault, async () => ACCOUNTS);
  let ids = 0;
  const lost: FromWorker[] = [];
  let isDeaf = false;
  const asked = createAskedVault({
    uuid: () => `id-${ids++}`,
    exclusively: (work) => work(),
    tell: (message) => {
      if (message.kind !== 'ask' || isDeaf) return void lost.push(message);
      const { id, question } = structuredClone(message);
      void desk(question).then((answer) =>
        asked.hear({ kind: 'answer', id, answer: structuredClone(answer) }),
      );
    },
  });
  return {
    asked,
    lost,
    deafen: () => {
      isDeaf = true;
    },
  };
}

test('main is asked for keys and tokens, and keeps what was rotated before it says so', async () => {
  const vault = createMemoryVault();
  const { asked } = connect(vault);
  expect(await asked.accounts()).toEqual(ACCOUNTS);
  expect(await asked.read('x')).toBeUndefined();
  await asked.keep('x', PAIR);
  expect(vault.pairs.get('x')).toEqual(PAIR);
  expect(await asked.read('x')).toEqual(PAIR);
  expect(await asked.exclusively(async () => 'done')).toBe('done');
});

test('tokens that passed are known, so that no log shows them', async () => {
  const { asked } = connect(createMemoryVault());
  await asked.keep('x', PAIR);
  expect([...asked.secrets()].sort()).toEqual(['a-2', 'r-2']);
});

test('what main could not keep is not taken for kept', async () => {
  const vault = createMemoryVault();
  const { asked } = connect(vault);
  vault.refuseToKeep(new Error('There is no space left.'));
  await expect(asked.keep('x', PAIR)).rejects.toThrow('There is no space left.');
});

test('a main that does not answer, or answers what another process asked, is no answer', async () => {
  const { asked, lost, deafen } = connect(createMemoryVault());
  deafen();
  const kept = asked.keep('x', PAIR).catch((error: unknown) => error);
  asked.hear({ kind: 'answer', id: 'of-another', answer: { kind: 'pair', pair: PAIR } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await kept).toMatchObject({ code: 'unavailable', message: expect.stringContaining('Quit Perch') });
  expect(lost).toMatchObject([{ kind: 'ask', question: { kind: 'keep' } }]);
});
