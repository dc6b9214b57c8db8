import { AzureNamedKeyCredential, AzureSASCredential, TableClient } from '@azure/data-tables';
import { StorageSharedKeyCredential as BlobKey, ContainerClient } from '@azure/storage-blob';
import { QueueClient, StorageSharedKeyCredential as QueueKey } from '@azure/storage-queue';
import type { Agents } from '../network/agent.ts';
import type { AzureConnection } from './connection.ts';

/** A connection with the way to it; default: as the SDK finds it. */
export type Reached = AzureConnection & { readonly agents?: Agents | undefined };

/** A client of one table. Makes no request by itself. */
export function tableClient(connection: Reached, name: string): TableClient {
  const { account, endpoints, credential } = connection;
  const options = {
    ...pipelineFor(connection, endpoints.table),
    // Without it the SDK refuses http, even where the connection string asks for it (Azurite).
    allowInsecureConnection: endpoints.table.startsWith('http:'),
  };
  return credential.kind === 'key'
    ? new TableClient(endpoints.table, name, new AzureNamedKeyCredential(account, credential.key), options)
    : new TableClient(endpoints.table, name, new AzureSASCredential(credential.sas), options);
}

export function queueClient(connection: Reached, name: string): QueueClient {
  const { account, endpoints, credential } = connection;
  const url = `${endpoints.queue}/${name}`;
  const options = pipelineFor(connection, url);
  return credential.kind === 'key'
    ? new QueueClient(url, new QueueKey(account, credential.key), options)
    : new QueueClient(`${url}?${credential.sas}`, undefined, options);
}

export function containerClient(connection: Reached, name: string): ContainerClient {
  const { account, endpoints, credential } = connection;
  const url = `${endpoints.blob}/${name}`;
  const options = pipelineFor(connection, url);
  return credential.kind === 'key'
    ? new ContainerClient(url, new BlobKey(account, credential.key), options)
    : new ContainerClient(`${url}?${credential.sas}`, undefined, options);
}

/**
 * With an agent of ours the SDK does not look for a proxy of its own. The types of queues and blobs do not tell
 * that they pass it on, as those of tables do.
 */
function pipelineFor({ agents }: Reached, url: string): object {
  return agents ? { agent: url.startsWith('https:') ? agents.https : agents.http } : {};
}
