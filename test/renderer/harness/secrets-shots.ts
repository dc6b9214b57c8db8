import type { Page } from 'playwright-core';
import type { SecretsState } from '../../../core/rpc/secrets-contract.ts';
import type { Scenario } from './scenario.ts';

const NOTHING: SecretsState = {
  guard: 'none',
  sealed: 0,
  plain: 0,
  session: 0,
  agreed: false,
  waiting: [],
  lost: [],
  storage: 'ok',
  asks: false,
};

const scenarioOf = (secrets: Partial<SecretsState>): Scenario => ({
  posts: 'mixed',
  shell: { secrets: { ...NOTHING, ...secrets } },
});
const openHealth = (page: Page) => page.getByRole('button', { name: /^Health/ }).click();

/** How keys are kept, when a person has to know. */
export const SECRETS_SHOTS: Readonly<
  Record<string, { readonly scenario: Scenario; readonly act?: (page: Page) => Promise<unknown> }>
> = {
  'secrets-ask': { scenario: scenarioOf({ asks: true }) },
  'secrets-locked': {
    scenario: scenarioOf({ guard: 'locked', sealed: 3, waiting: ['ada', 'grace'], storage: 'waiting' }),
    act: openHealth,
  },
  'secrets-lost': {
    scenario: scenarioOf({ guard: 'ready', sealed: 2, lost: ['ada'] }),
    act: (page) => page.keyboard.press('Control+,'),
  },
  'secrets-plain': { scenario: scenarioOf({ plain: 2 }), act: openHealth },
  'secrets-agreed': { scenario: scenarioOf({ plain: 2, agreed: true }), act: openHealth },
  'secrets-session': {
    scenario: scenarioOf({ session: 2 }),
    act: (page) => page.keyboard.press('Control+,'),
  },
};
