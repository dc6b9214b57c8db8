import { AzureNamedKeyCredential, AzureSASCredential, TableClient } from '@azure/data-tables';
import { StorageSharedKeyCredential as BlobKey, ContainerClient } from '@azure/storage-blob';
import { QueueClient, StorageSharedKeyCredential as QueueKey } from '@azure/storage-queue';
import type { AzureConnection } from './connection.ts';

/** A client of one table. Makes no request by itself. */
export function tableClient({ account, endpoints, credential }: AzureConnection, name: string): TableClient {
  // Without it the SDK refuses http, even where the connection string asks for it (Azurite).
  const options = { allowInsecureConnection: endpoints.table.startsWith('http:') };
  return credential.kind === 'key'
    ? new TableClient(endpoints.table, name, new AzureNamedKeyCredential(account, credential.key), options)
    : new TableClient(endpoints.table, name, new AzureSASCredential(credential.sas), options);
}

export function queueClient({ account, endpoints, credential }: AzureConnection, name: string): QueueClient {
  const url = `${endpoints.queue}/${name}`;
  return credential.kind === 'key'
    ? new QueueClient(url, new QueueKey(account, credential.key))
    : new QueueClient(`${url}?${credential.sas}`);
}

export function containerClient(
  { account, endpoints, credential }: AzureConnection,
  name: string,
): ContainerClient {
  const url = `${endpoints.blob}/${name}`;
  return credential.kind === 'key'
    ? new ContainerClient(url, new BlobKey(account, credential.key))
    : new ContainerClient(`${url}?${credential.sas}`);
}
