import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeStorage } from '../../core/adapters/azure/probe.ts';
import { type AzureRig, createAzureRig } from '../fakes/azure-rig.ts';
import { createFakeRandom } from '../fakes/random.ts';

let rig: AzureRig;
beforeAll(async () => {
  rig = await createAzureRig();
});
afterAll(() => rig.close());

const probe = (connection: string) => probeStorage(connection, createFakeRandom());
const ticks = async (connection: string) =>
  Object.fromEntries((await probe(connection)).map(({ service, ok }) => [service, ok]));

describe('the test of a connection', () => {
  it('has a tick for each service, and leaves nothing behind', async () => {
    expect(await ticks(rig.connection)).toEqual({
      connection: true,
      tables: true,
      queues: true,
      blobs: true,
    });
    const deleted = [...rig.tables.requests, ...rig.queues.requests].filter(
      ({ method }) => method === 'DELETE',
    );
    expect(deleted.length).toBeGreaterThanOrEqual(3);
    expect(await ticks(rig.connection)).toMatchObject({ tables: true, queues: true, blobs: true });
  });

  it('names the service that fails and why, and tries the others', async () => {
    rig.queues.fail(({ method }) => method === 'GET', {
      kind: 'answer',
      reply: { status: 403, headers: {}, body: '' },
    });
    const failed = (await probe(rig.connection)).filter(({ ok }) => !ok);
    expect(failed).toEqual([
      { service: 'queues', ok: false, problem: expect.stringContaining('did not accept the key') },
    ]);
  });

  it('says of a text that is no connection what it lacks', async () => {
    expect(await probe('AccountName=acct')).toEqual([
      { service: 'connection', ok: false, problem: expect.stringContaining('AccountKey') },
    ]);
  });
});
