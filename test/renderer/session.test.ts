import { describe, expect, it } from 'vitest';
import type { CommandResult, Overview, WorkerApi } from '../../core/rpc/contract.ts';
import { publisherState } from '../../renderer/state/publisher.ts';
import { createSession } from '../../renderer/state/session.ts';
import { postView } from './support.ts';

const overview = { health: { status: 'healthy' } } as Overview;
const worker = { overview: async () => overview } as WorkerApi;
const ok: CommandResult = { kind: 'ok', post: postView() };

describe('the session', () => {
  it('refuses a command while the worker is away', async () => {
    const session = createSession(() => 0);
    expect(await session.command(async () => ok)).toMatchObject({ kind: 'refused', code: 'away' });
  });

  it('refuses a command whose worker dies meanwhile, and takes the next one', async () => {
    const session = createSession(() => 0);
    session.onWorker(worker);
    const dying = session.command(async () => {
      session.onWorker(undefined);
      throw new Error('closed');
    });
    expect(await dying).toMatchObject({ kind: 'refused', code: 'away' });
    session.onWorker(worker);
    expect(await session.command(async () => ok)).toBe(ok);
  });

  it('tells a failing call in a sentence', async () => {
    const session = createSession(() => 0);
    session.onWorker(worker);
    const result = await session.command(async () => Promise.reject(new Error('Bad arguments')));
    expect(result).toMatchObject({ kind: 'refused', message: expect.stringContaining('Bad arguments') });
  });

  it('is never healthy while it does not know', async () => {
    const session = createSession(() => 5);
    expect(publisherState(session.get())).toBe('starting');
    session.onWorker(worker);
    await session.readOverview();
    expect(publisherState(session.get())).toBe('healthy');
    session.onWorker(undefined);
    expect(publisherState(session.get())).toBe('restarting');
    expect(session.get().awaySince).toBe(5);
  });
});
