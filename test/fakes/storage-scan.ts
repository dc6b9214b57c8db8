import { TableClient, TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';

/** Everything that lies in an Azurite, as text: each row, message and blob with where it is. */
export async function* readStorage(
  connection: string,
): AsyncGenerator<{ readonly where: string; readonly text: string }> {
  const insecure = { allowInsecureConnection: true };
  for await (const { name = '' } of TableServiceClient.fromConnectionString(
    connection,
    insecure,
  ).listTables()) {
    for await (const row of TableClient.fromConnectionString(connection, name, insecure).listEntities())
      yield { where: `table ${name}`, text: JSON.stringify(row) };
  }
  const queues = QueueServiceClient.fromConnectionString(connection);
  for await (const { name } of queues.listQueues()) {
    // Those that are hidden cannot be seen by anybody.
    const { peekedMessageItems } = await queues.getQueueClient(name).peekMessages({ numberOfMessages: 32 });
    for (const { messageText } of peekedMessageItems)
      yield { where: `queue ${name}`, text: `${messageText} ${Buffer.from(messageText, 'base64')}` };
  }
  const blobs = BlobServiceClient.fromConnectionString(connection);
  for await (const { name } of blobs.listContainers()) {
    const container = blobs.getContainerClient(name);
    for await (const blob of container.listBlobsFlat())
      yield {
        where: `blob ${name}/${blob.name}`,
        text: (await container.getBlockBlobClient(blob.name).downloadToBuffer()).toString('latin1'),
      };
  }
}

const secrets = new Set<string>();

/** From now on, no storage of this test run may hold it. */
export function rememberSecret(...values: readonly string[]): void {
  for (const value of values) secrets.add(value);
}

/** For the test of this search itself. */
export function forgetSecret(value: string): void {
  secrets.delete(value);
}

/** The beginning of a secret that is in `text`, also as base64 or as in a URL. */
export function findSecret(text: string): string | undefined {
  for (const secret of secrets) {
    const forms = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ];
    if (forms.some((form) => text.includes(form))) return `${secret.slice(0, 2)}…`;
  }
  return undefined;
}

/** @throws Error that names the place of a secret. */
export async function expectNoSecretIn(connection: string): Promise<void> {
  for await (const { where, text } of readStorage(connection)) {
    const found = findSecret(text);
    if (found !== undefined) throw new Error(`A secret (${found}) is in ${where}.`);
  }
}
