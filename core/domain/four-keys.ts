import type { FourKeys } from './authorization.ts';

export type KeyField = keyof FourKeys;
/** What is wrong with a field, in a sentence that says what to do. */
export type FieldProblems = Partial<Record<KeyField, string>>;

/** As the developer console names them. */
export const KEY_NAMES: Readonly<Record<KeyField, string>> = {
  appKey: 'API key',
  appSecret: 'API key secret',
  accessToken: 'access token',
  accessSecret: 'access token secret',
};

const ACCESS_TOKEN = /^\d{1,20}-\w{10,}$/;
/** App-only tokens begin so. */
const BEARER = /^AAAA[A-Za-z0-9%+/=]{40,}$/;

/**
 * What can be told of pasted keys without asking X. X answers the same to every wrong key, so what is pasted into
 * the wrong field is best found here. Nothing of a value is repeated.
 */
export function checkFourKeys(keys: Partial<FourKeys>): FieldProblems {
  const problems: FieldProblems = {};
  for (const field of Object.keys(KEY_NAMES) as KeyField[]) {
    const value = keys[field];
    if (value === undefined) continue;
    const problem = shapeProblem(field, value);
    if (problem !== undefined) problems[field] = problem;
  }
  const { appSecret, accessSecret } = keys;
  if (appSecret && appSecret === accessSecret && !problems.accessSecret)
    problems.accessSecret = `This is the ${KEY_NAMES.appSecret} once more. Copy the ${KEY_NAMES.accessSecret}, which is shown below the access token.`;
  return problems;
}

function shapeProblem(field: KeyField, value: string): string | undefined {
  const name = KEY_NAMES[field];
  if (value === '') return `The ${name} is missing. Copy it from the developer console.`;
  if (/\s/.test(value)) return `There is white space in it. Copy the ${name} alone.`;
  if (BEARER.test(value))
    return `This is a bearer token, which cannot post. Copy the ${name} from the same page.`;
  if (field === 'accessToken')
    return ACCESS_TOKEN.test(value)
      ? undefined
      : 'An access token begins with digits and a dash. Copy the one under “Access Token and Secret”.';
  return ACCESS_TOKEN.test(value)
    ? `This looks like the ${KEY_NAMES.accessToken}. Copy the ${name} instead.`
    : undefined;
}
