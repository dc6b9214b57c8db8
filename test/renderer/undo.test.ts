import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createToasts } from '../../renderer/state/toasts.ts';
import { createUndo, type Undoable, type Undone } from '../../renderer/state/undo.ts';
import { strings } from '../../renderer/strings.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

function setUp() {
  const toasts = createToasts();
  const undo = createUndo(toasts);
  const log: string[] = [];
  const step =
    (line: string, result: Undone = true) =>
    async () => {
      log.push(line);
      return result;
    };
  const thing = (name: string, patch: Partial<Undoable> = {}): Undoable => ({
    message: `Did ${name}.`,
    undo: step(`undo ${name}`),
    redo: step(`redo ${name}`),
    ...patch,
  });
  const shown = () => toasts.get().toasts.map(({ tone, message }) => `${tone}: ${message}`);
  return { toasts, undo, log, step, thing, shown };
}

describe('the undo stack', () => {
  it('shows what was done with a way back', () => {
    const { undo, toasts, thing } = setUp();
    undo.did(thing('a'));
    expect(toasts.get().toasts).toMatchObject([
      { tone: 'success', message: 'Did a.', undo: expect.any(Function) },
    ]);
  });

  it('waits for what is being done, and takes back that', async () => {
    const { undo, log, thing } = setUp();
    undo.did(thing('a'));
    const answer = Promise.withResolvers<void>();
    void undo.during(answer.promise.then(() => undo.did(thing('b'))));
    const undone = undo.undo();
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual([]);
    answer.resolve();
    await undone;
    expect(log).toEqual(['undo b']);
  });

  it('takes back several in a row, the latest first, and does them again in their order', async () => {
    const { undo, log, thing } = setUp();
    for (const name of ['a', 'b', 'c']) undo.did(thing(name));
    await Promise.all([undo.undo(), undo.undo()]);
    expect(log).toEqual(['undo c', 'undo b']);
    await undo.redo();
    await undo.redo();
    expect(log.slice(2)).toEqual(['redo b', 'redo c']);
    await undo.undo();
    expect(log.at(-1)).toBe('undo c');
  });

  it('forgets what was undone when something else is done', async () => {
    const { undo, log, thing, shown } = setUp();
    undo.did(thing('a'));
    await undo.undo();
    undo.did(thing('b'));
    await undo.redo();
    expect(log).toEqual(['undo a']);
    expect(shown()).toContain(`success: ${strings.undo.nothingAgain}`);
  });

  it('says why when it could not be undone, and goes on with the one before', async () => {
    const { undo, log, step, thing, shown } = setUp();
    undo.did(thing('a'));
    undo.did(thing('b', { undo: step('undo b', false) }));
    undo.did(thing('c', { undo: step('undo c', { why: 'It is out.' }) }));
    undo.did(thing('d', { undo: () => Promise.reject(new Error('gone')) }));
    await undo.undo();
    await undo.undo();
    expect(shown()).toContain('danger: It is out.');
    await undo.undo();
    expect(shown()).toContain(`danger: ${strings.undo.refused('Did b.')}`);
    await undo.undo();
    expect(log).toEqual(['undo c', 'undo b', 'undo a']);
  });

  it('takes back what a toast offers, once, also when it is not the latest', async () => {
    const { undo, log, toasts, thing } = setUp();
    undo.did(thing('a'));
    undo.did(thing('b'));
    const offered = toasts.get().toasts[0]?.undo;
    offered?.();
    offered?.();
    await undo.undo();
    expect(log).toEqual(['undo a', 'undo b']);
  });

  it('keeps the way back when the toast is gone', async () => {
    const { undo, log, thing, shown } = setUp();
    undo.did(thing('a', { shownFor: 10_000 }));
    vi.advanceTimersByTime(9_000);
    expect(shown()).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(shown()).toEqual([]);
    await undo.undo();
    expect(log).toEqual(['undo a']);
  });

  it('knows nothing of another storage', async () => {
    const { undo, log, thing, shown } = setUp();
    undo.did(thing('a'));
    undo.clear();
    await undo.undo();
    expect(log).toEqual([]);
    expect(shown()).toContain(`success: ${strings.undo.nothing}`);
  });
});
