import { randomBytes } from 'node:crypto';
import type { BoxState, SecretBox } from '../../core/ports/secret-box.ts';

/** A keyring that can be locked and taken away; each has a key of its own. */
export type FakeKeyring = SecretBox & {
  be(state: BoxState): void;
  /** From now on another key seals; the old one still opens. */
  rotate(): void;
  looks(): number;
};

export function createFakeKeyring(): FakeKeyring {
  const keys = [randomBytes(8).toString('hex')];
  let state: BoxState = 'ready';
  let looks = 0;
  return {
    be: (next) => {
      state = next;
    },
    rotate: () => keys.unshift(randomBytes(8).toString('hex')),
    looks: () => looks,
    look: async () => {
      looks += 1;
      return state;
    },
    seal: async (text) =>
      state === 'ready'
        ? {
            kind: 'sealed',
            sealed: `${keys[0]}.${mixed(Buffer.from(text)).toString('base64')}`,
            by: 'fake keyring',
          }
        : { kind: 'unavailable' },
    open: async (sealed) => {
      if (state !== 'ready') return { kind: 'unavailable' };
      const [key = '', text = ''] = sealed.split('.');
      if (!keys.includes(key)) return { kind: 'lost' };
      return { kind: 'opened', text: mixed(Buffer.from(text, 'base64')).toString(), stale: key !== keys[0] };
    },
  };
}

/** Not to be read in passing, and its own inverse. */
const mixed = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
