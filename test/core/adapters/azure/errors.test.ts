import { RestError } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { call, callUnless, toStoreError } from '../../../../core/adapters/azure/errors.ts';

const rest = (statusCode: number | undefined, code: string): RestError =>
  new RestError('https://acct.table.core.windows.net/?sig=SECRET failed', {
    code,
    ...(statusCode !== undefined && { statusCode }),
  });

describe('an error of the SDK', () => {
  it.each([
    [rest(403, 'AuthenticationFailed'), 'refused'],
    [rest(401, 'InvalidAuthenticationInfo'), 'refused'],
    [rest(503, 'ServerBusy'), 'busy'],
    [rest(429, 'TooManyRequests'), 'busy'],
    [rest(500, 'OperationTimedOut'), 'unavailable'],
    [rest(404, 'TableNotFound'), 'unavailable'],
    [rest(409, 'TableBeingDeleted'), 'unavailable'],
    [rest(undefined, 'ECONNREFUSED'), 'unavailable'],
    [Object.assign(new Error('aborted'), { name: 'AbortError' }), 'unavailable'],
  ])('%s is an outage: %s', (error, code) => {
    expect(toStoreError(error)).toMatchObject({ name: 'StoreError', code });
  });

  it('never carries the request with its signature', () => {
    for (const error of [
      rest(403, 'AuthenticationFailed'),
      rest(400, 'InvalidInput'),
      rest(undefined, 'ENOTFOUND'),
    ]) {
      const told = toStoreError(error);
      expect(told).not.toBe(error);
      expect(`${String(told)} ${JSON.stringify(told)} ${String((told as Error).cause)}`).not.toContain(
        'SECRET',
      );
    }
  });

  it('that is our mistake is no outage', () => {
    expect(toStoreError(rest(400, 'InvalidInput'))).not.toHaveProperty('code');
  });

  it('tells of a clock that is wrong', () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const error = rest(403, 'AuthenticationFailed');
    Object.assign(error, { response: { headers: { get: () => date } } });
    expect(toStoreError(error)).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('60 minutes slow'),
    });
  });
});

describe('a call', () => {
  it('ends by itself when the server hangs', async () => {
    const hung = call(
      ({ abortSignal }) =>
        new Promise((_, reject) => abortSignal.addEventListener('abort', () => reject(abortSignal.reason))),
      10,
    );
    await expect(hung).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('takes an expected answer for a value, but not a table that is gone', async () => {
    const refuse = (error: unknown) => callUnless([404], () => Promise.reject(error));
    expect(await refuse(rest(404, 'ResourceNotFound'))).toBeUndefined();
    await expect(refuse(rest(404, 'TableNotFound'))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(refuse(rest(409, 'EntityAlreadyExists'))).rejects.toThrow('409 EntityAlreadyExists');
  });
});
