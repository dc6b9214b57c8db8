// Loaded into Azurite before it starts (NODE_OPTIONS). Azurite keeps an index over the partition keys, in which
// all of our rows are equal, so that every new row moves all others along: 100,000 posts would take five minutes.
// Its queries never use that index, so what is measured is as it was.
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Options = { readonly indices?: readonly string[] };
type Database = { addCollection: (this: unknown, name: string, options?: Options) => unknown };

const root = join(import.meta.dirname, '../../../..');
const database = createRequire(import.meta.url)(join(root, 'node_modules/lokijs')) as { prototype: Database };
const { addCollection } = database.prototype;

database.prototype.addCollection = function (name, options) {
  const indices = options?.indices?.filter((index) => index !== 'PartitionKey');
  return addCollection.call(this, name, indices ? { ...options, indices } : options);
};
