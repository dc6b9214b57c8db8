import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { NO_LIMITS } from '../../core/adapters/sandbox/sandbox.ts';
import { checkPost } from '../../core/domain/check.ts';
import { hasErrors } from '../../core/domain/problem.ts';
import { SECOND } from '../../core/domain/time.ts';
import type { NewPostInput, PostDetail } from '../../core/rpc/contract.ts';
import { parseArguments } from '../../core/rpc/parse-arguments.ts';
import { WORKER_ARGUMENTS } from '../../core/rpc/schemas.ts';
import { createCompositions, partsOf } from '../../renderer/state/composition.ts';
import { keepWriting, readWriting } from '../../renderer/state/writing.ts';
import { createRigApi } from '../fakes/rig.ts';
import { createSandboxRig } from '../fakes/sandbox-rig.ts';

const csv = readFileSync(new URL('../fixtures/posts.csv', import.meta.url), 'utf8');
const TEXTS = Papa.parse<{ text: string }>(csv, { header: true, skipEmptyLines: true }).data.map(
  ({ text }) => text,
);
const isRefused = (text: string) => hasErrors(checkPost([{ text }], { premium: false }));

const bytes = (texts: readonly string[]) => texts.map((text) => Buffer.from(text).toString('hex'));

/** Typed into one window and, after a crash, found again in the next one. */
async function composed(text: string): Promise<string> {
  const first = createCompositions(() => crypto.randomUUID());
  let kept = '';
  keepWriting(first, async (all) => {
    kept = all;
  });
  first.setText(first.get().parts[0]?.key ?? '', text);
  const second = createCompositions(() => crypto.randomUUID());
  const written = await readWriting({ readWriting: async () => kept });
  if (written) second.restore(written);
  return partsOf(second.get())[0]?.text ?? '';
}

test('every text of the sample file is the same at the composer, in the store, at X and in the history', async () => {
  const rig = await createSandboxRig({ limits: NO_LIMITS, duplicateWindowMs: 0 });
  const api = createRigApi(rig);
  const typed = await Promise.all(TEXTS.map(composed));
  expect(bytes(typed)).toEqual(bytes(TEXTS));

  const ids: string[] = [];
  for (const [i, text] of typed.entries()) {
    const id = `post-${i}`;
    ids.push(id);
    // A text that X refuses stays a draft: it is told of, never mended.
    const draft = isRefused(text);
    const input = {
      id,
      account: 'alice',
      parts: [{ text }],
      dueAt: rig.clock.now() + SECOND + i,
      zone: 'UTC',
      draft,
    };
    const [parsed] = parseArguments(WORKER_ARGUMENTS, 'add', [structuredClone(input)]) as [NewPostInput];
    expect(await api.add(parsed)).toMatchObject({ kind: 'ok' });
  }
  await rig.start();
  await rig.leap(2 * SECOND);

  const sendable = TEXTS.filter((text) => !isRefused(text));
  expect(bytes(rig.sent.map(({ text }) => text))).toEqual(bytes(sendable));
  expect(bytes(rig.texts())).toEqual(bytes(sendable));
  const details = (await Promise.all(ids.map((id) => api.show(id)))) as readonly PostDetail[];
  expect(bytes(details.map(({ post }) => post.parts[0]?.text ?? ''))).toEqual(bytes(TEXTS));
  expect(details.filter(({ post }) => post.status === 'published')).toHaveLength(sendable.length);
}, 60_000);
