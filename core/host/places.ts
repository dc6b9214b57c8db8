import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { parseConnection } from '../adapters/azure/connection.ts';
import { DEFAULT_PREFIX, DEFAULT_WORKSPACE } from '../adapters/azure/names.ts';
import type { Place } from '../domain/seal.ts';
import { StoreError } from '../ports/store-error.ts';
import { LOCAL_STORAGE } from './storage-choice.ts';

/** The same for every process of this home, and says nothing about where it is. */
export const keyOfHome = (path: string): string =>
  createHash('sha256').update(`${hostname()} ${path}`).digest('hex').slice(0, 16);

/** How a storage is called, without opening it and without its secret. @throws StoreError `refused` */
export function placeOfStorage(home: string, storage: string): Place {
  if (storage === LOCAL_STORAGE)
    return { kind: 'local', name: `the local storage of ${hostname()}`, key: `local:${keyOfHome(home)}` };
  const parsed = parseConnection(storage);
  if (parsed.kind === 'problem') throw new StoreError('refused', parsed.problem);
  const { account, endpoints } = parsed.connection;
  return {
    kind: 'azure',
    name: `the Azure Storage account ${account} (workspace ${DEFAULT_WORKSPACE})`,
    key: `azure:${endpoints.table}/${DEFAULT_PREFIX}/${DEFAULT_WORKSPACE}`,
  };
}
