import { describe, expect, it } from 'vitest';
import { parseConnection } from '../../../../core/adapters/azure/connection.ts';

const KEY = Buffer.from('a key of thirty-two bytes, or so').toString('base64');
const SIGNATURE = 'sv=2024-01-01&ss=tqb&sig=c2lnbmF0dXJl%3D';

const parsed = (text: string) => {
  const result = parseConnection(text);
  if (result.kind === 'problem') throw new Error(result.problem);
  return result.connection;
};
const problem = (text: string) => {
  const result = parseConnection(text);
  return result.kind === 'problem' ? result.problem : 'none';
};

describe('a connection string', () => {
  it('names an account and its key', () => {
    const text = `DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=${KEY};EndpointSuffix=core.windows.net`;
    expect(parsed(text)).toEqual({
      account: 'acct',
      endpoints: {
        table: 'https://acct.table.core.windows.net',
        queue: 'https://acct.queue.core.windows.net',
        blob: 'https://acct.blob.core.windows.net',
      },
      credential: { kind: 'key', key: KEY },
    });
  });

  it('may leave out what is usual, have other places, spaces and a semicolon at the end', () => {
    expect(parsed(` AccountName = acct; AccountKey=${KEY};`).endpoints.table).toBe(
      'https://acct.table.core.windows.net',
    );
    expect(
      parsed(`AccountName=acct;AccountKey=${KEY};TableEndpoint=http://127.0.0.1:1/acct/`).endpoints,
    ).toEqual({
      table: 'http://127.0.0.1:1/acct',
      queue: 'https://acct.queue.core.windows.net',
      blob: 'https://acct.blob.core.windows.net',
    });
    expect(
      parsed(`AccountName=a1b;AccountKey=${KEY};EndpointSuffix=core.chinacloudapi.cn`).endpoints.blob,
    ).toBe('https://a1b.blob.core.chinacloudapi.cn');
  });

  it('may hold a signature instead of the key', () => {
    const places = ['Table', 'Queue', 'Blob'].map(
      (service) => `${service}Endpoint=https://acct.${service.toLowerCase()}.core.windows.net/`,
    );
    expect(parsed([...places, `SharedAccessSignature=?${SIGNATURE}`].join(';'))).toMatchObject({
      account: 'acct',
      credential: { kind: 'sas', sas: SIGNATURE },
    });
  });

  it('may mean the stand-in on this machine', () => {
    expect(parsed('UseDevelopmentStorage=true').endpoints.queue).toBe(
      'http://127.0.0.1:10001/devstoreaccount1',
    );
  });
});

describe('a URL', () => {
  it('of any service with a signature leads to all of them', () => {
    expect(parsed(`https://acct.blob.core.windows.net/?${SIGNATURE}`)).toMatchObject({
      account: 'acct',
      endpoints: { table: 'https://acct.table.core.windows.net' },
      credential: { kind: 'sas', sas: SIGNATURE },
    });
  });
});

describe('what cannot be used', () => {
  it.each([
    ['hello', 'neither a connection string nor a URL'],
    ['', 'neither a connection string nor a URL'],
    [`AccountKey=${KEY}`, 'does not say where the table service is'],
    ['AccountName=acct', 'neither an AccountKey nor'],
    [`AccountName=acct;AccountKey=${KEY.slice(0, -3)}`, 'cut off or damaged'],
    [`AccountName=acct;AccountKey=${KEY};TableEndpoint=ftp://x`, 'where the table service is'],
    ['https://example.com/?sig=1', 'not one of an Azure Storage account'],
    ['https://acct.table.core.windows.net/', 'no shared access signature'],
  ])('%s', (text, words) => {
    expect(problem(text)).toContain(words);
  });

  it('is told without the secret', () => {
    expect(problem(`AccountName=acct;AccountKey=${KEY.slice(0, -3)}`)).not.toContain(KEY.slice(0, 8));
    expect(problem(`https://example.com/?${SIGNATURE}`)).not.toContain('c2lnbmF0dXJl');
  });
});
