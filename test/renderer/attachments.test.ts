import { expect, it } from 'vitest';
import { ATTACH_CHUNK, type AttachApi } from '../../core/rpc/attach.ts';
import { createAttachments } from '../../renderer/state/attachments.ts';
import { createCompositions } from '../../renderer/state/composition.ts';
import { EMPTY_POLL, withPoll } from '../../renderer/state/part-content.ts';
import { createToasts } from '../../renderer/state/toasts.ts';
import { aPicture } from '../fakes/content.ts';
import { createFakeAttach } from './harness/fake-attach.ts';

let serial = 0;
const makeId = () => `id-${++serial}`;
const file = (name: string, bytes: Uint8Array) => new File([bytes as BlobPart], name);

function rig(patch: (api: AttachApi) => Partial<AttachApi> = () => ({})) {
  const compositions = createCompositions(makeId);
  const toasts = createToasts();
  const calls: string[] = [];
  const fake = createFakeAttach();
  const api: AttachApi = {
    ...fake,
    attachBegin: (name) => {
      calls.push('begin');
      return fake.attachBegin(name);
    },
    attachChunk: (id, bytes) => {
      calls.push(`chunk ${bytes.byteLength}`);
      return fake.attachChunk(id, bytes);
    },
    attachCancel: (id) => {
      calls.push('cancel');
      return fake.attachCancel(id);
    },
  };
  const whole = { ...api, ...patch(api) };
  const attachments = createAttachments({ compositions, worker: () => whole, toasts, makeId });
  const part = compositions.get().parts[0]?.key ?? '';
  const media = () => compositions.get().parts[0]?.media?.map(({ name, size }) => [name, size]);
  return { compositions, toasts, calls, attachments, part, media };
}

it('copies files in one after the other, in pieces, and says how far it is', async () => {
  const { attachments, part, media, calls, compositions } = rig();
  const shares = new Set<number>();
  attachments.subscribe(() => {
    for (const { share } of attachments.get().attachments) shares.add(share);
  });
  const large = ATTACH_CHUNK * 2.5;
  const done = attachments.attach(part, [
    file('large.png', aPicture(large, 'a')),
    file('b.png', aPicture(100, 'b')),
  ]);
  expect(attachments.isBusy(compositions.get())).toBe(true);
  await done;
  expect(attachments.isBusy(compositions.get())).toBe(false);
  expect(media()).toEqual([
    ['large.png', large],
    ['b.png', 100],
  ]);
  const chunks = [ATTACH_CHUNK, ATTACH_CHUNK, ATTACH_CHUNK / 2].map((size) => `chunk ${size}`);
  expect(calls).toEqual(['begin', ...chunks, 'begin', 'chunk 100']);
  expect([...shares]).toEqual([0, 0.4, 0.8]);
});

it('hands over nothing of what X would not take, and says so until it is read', async () => {
  const { attachments, part, media, calls } = rig();
  await attachments.attach(part, [
    file('notes.txt', new TextEncoder().encode('no picture')),
    file('huge.png', aPicture(5 * 1024 * 1024 + 1)),
  ]);
  expect([calls, media()]).toEqual([[], undefined]);
  expect(attachments.get().refused[part]).toEqual([
    expect.stringMatching(/^The file "notes.txt" is none that X takes/),
    expect.stringMatching(/^"huge.png" has 5\.0 MB/),
  ]);
  attachments.forget(part);
  expect(attachments.get().refused[part]).toBeUndefined();
});

it('takes no file beside a poll', async () => {
  const { attachments, part, compositions, calls } = rig();
  compositions.changePart(part, withPoll(EMPTY_POLL));
  await attachments.attach(part, [file('a.png', aPicture())]);
  expect(calls).toEqual([]);
  expect(attachments.get().refused[part]).toEqual([expect.stringMatching(/^X shows a poll alone/)]);
});

it('stops at the next piece when it is cancelled, and leaves nothing behind', async () => {
  const { attachments, part, media, calls } = rig((api) => ({
    attachChunk: async (id, bytes) => {
      attachments.cancel(attachments.get().attachments[0]?.id ?? '');
      return api.attachChunk(id, bytes);
    },
  }));
  await attachments.attach(part, [file('large.png', aPicture(ATTACH_CHUNK * 3))]);
  expect(calls).toEqual(['begin', `chunk ${ATTACH_CHUNK}`, 'cancel']);
  expect([media(), attachments.get()]).toEqual([undefined, { attachments: [], refused: {} }]);
});

it('says when the worker was away, or when the part is gone', async () => {
  const away = rig(() => ({ attachEnd: () => Promise.reject(new Error('gone')) }));
  await away.attachments.attach(away.part, [file('a.png', aPicture())]);
  expect(away.attachments.get().refused[away.part]).toEqual([
    '“a.png” could not be copied in: try again in a moment.',
  ]);
  const gone = rig();
  const done = gone.attachments.attach(gone.part, [file('a.png', aPicture())]);
  gone.compositions.startNew();
  await done;
  expect(gone.toasts.get().toasts.map(({ message }) => message)).toEqual([
    '“a.png” was not attached: its part is not being written any more.',
  ]);
});
