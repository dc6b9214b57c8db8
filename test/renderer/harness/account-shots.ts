import type { Page } from 'playwright-core';
import type { Scenario } from './scenario.ts';
import type { Shot } from './screenshots.ts';

const real: Scenario = { posts: 'mixed', shell: { sandbox: false }, people: { real: true } };
const settings = (page: Page) => page.keyboard.press('Control+,');

async function openSignIn(page: Page): Promise<void> {
  await settings(page);
  await page.getByRole('button', { name: 'Add an account' }).click();
}

/** Accounts, and how they come and go. */
export const ACCOUNT_SHOTS: Readonly<Record<string, Shot>> = {
  accounts: { scenario: real, act: settings },
  'accounts-test': {
    scenario: real,
    act: async (page) => {
      await settings(page);
      await page.getByRole('button', { name: 'Test', exact: true }).first().click();
      await page.getByText('standard, posts of up to').waitFor();
    },
  },
  'accounts-guide': {
    scenario: { ...real, people: { real: true, signIns: [] } },
    act: async (page) => {
      await openSignIn(page);
      await page.getByText('Callback URI').scrollIntoViewIfNeeded();
    },
  },
  'accounts-browser': {
    scenario: real,
    act: async (page) => {
      await openSignIn(page);
      await page.getByRole('button', { name: 'Sign in at X' }).click();
      await page.getByRole('button', { name: 'Open the page again' }).scrollIntoViewIfNeeded();
    },
  },
  'accounts-keys': {
    scenario: {
      ...real,
      shell: {
        sandbox: false,
        signIn: {
          phase: 'failed',
          problem: {
            code: 'fields',
            fields: { appSecret: 'There is white space in it. Copy the API key secret alone.' },
          },
        },
      },
    },
    act: async (page) => {
      await openSignIn(page);
      await page.getByRole('radio', { name: 'By four keys' }).click();
      await page.getByText('There is white space').scrollIntoViewIfNeeded();
    },
  },
  'accounts-pin': {
    scenario: { ...real, shell: { sandbox: false, signIn: { phase: 'pin', until: Date.now() + 290_000 } } },
    act: async (page) => {
      await openSignIn(page);
      await page.getByRole('radio', { name: 'By PIN' }).click();
      await page.getByRole('textbox', { name: 'PIN' }).scrollIntoViewIfNeeded();
    },
  },
  'accounts-out': {
    scenario: real,
    act: async (page) => {
      await settings(page);
      await page.getByRole('button', { name: 'Sign out…' }).click();
      await page.getByText('wait to go out').waitFor();
    },
  },
  'accounts-denied': {
    scenario: {
      ...real,
      shell: { sandbox: false, signIn: { phase: 'failed', problem: { code: 'denied' } } },
    },
    act: async (page) => {
      await openSignIn(page);
      await page.getByText('You said no').scrollIntoViewIfNeeded();
    },
  },
};
