import { randomBytes } from 'node:crypto';

/** Letters and digits that nobody guesses. */
export function secret(length: number): string {
  return randomBytes(length).toString('base64').replace(/[+/=]/g, '').padEnd(length, '0').slice(0, length);
}
