import type { ProcessorSettings } from '../../core/domain/processor.ts';
import type { StorageTick } from '../../core/domain/storage.ts';

/** What can be set, and what it means. */
export const settingsWords = {
  settings: {
    title: 'Settings',
    storage: 'Storage',
    storageText:
      'Where posts are kept. Whoever uses the same shared storage publishes together, and each post once.',
    where: 'Keep posts',
    uses: { local: 'On this computer', azure: 'Azure, shared by several computers' },
    inUse: 'In use',
    usesText: {
      local: 'A file in Perch’s own folder. Nothing to set up, and no network is needed.',
      azure: 'A storage account in Azure. Several desktops and headless workers can publish from it.',
    },
    account: (name: string) => `Storage account “${name}”, workspace “main”.`,
    fixed: 'PERCH_STORAGE is set where Perch was started, and it wins over what is chosen here.',
    connection: 'Connection string or SAS URL',
    connectionHint: 'From “Access keys” of the storage account',
    connectionKept: (name: string) => `Leave it empty to use what is kept for “${name}”`,
    secretText: 'It is kept on this computer, readable by you only, and never shown again.',
    test: 'Test connection',
    testing: 'Testing…',
    use: 'Use this storage',
    useLocal: 'Keep posts on this computer',
    switching: 'Changing…',
    used: 'Perch uses this storage now.',
    ticks: 'Result of the test',
    tickNames: {
      connection: 'Connection',
      tables: 'Tables',
      queues: 'Queues',
      blobs: 'Blobs',
    } satisfies Record<StorageTick['service'], string>,
    tickDone: {
      connection: 'Complete and readable',
      tables: 'Created, wrote, read, deleted',
      queues: 'Created, sent, received, deleted',
      blobs: 'Created, wrote, read, deleted',
    } satisfies Record<StorageTick['service'], string>,
    works: 'works',
    failed: 'failed',
    move: 'To take the posts of this computer along, quit Perch, run this in a terminal and give it the connection string:',
    moveCommand: 'perch storage move --to -',
    missing: 'Give a connection string or a SAS URL first.',
    files: 'Files of posts',
    filesText: 'Bring in posts from CSV, JSON, Buffer or Hootsuite, export them, or back up everything.',
    processors: 'Processors',
    processorsText: 'Changes apply at once, on every computer that uses this storage.',
    enabled: 'On',
    fields: {
      count: 'At once',
      idleSleep: 'Idle sleep',
      reportTimeout: 'Report timeout',
    } satisfies Record<Exclude<keyof ProcessorSettings, 'enabled'>, string>,
    units: { count: 'posts', idleSleep: 'seconds', reportTimeout: 'seconds' },
    /** What a field takes. */
    rules: {
      count: 'Give a whole number from 1 to 16.',
      idleSleep: 'Give a number of seconds from 0.1 to 600.',
      reportTimeout: 'Give a number of seconds from 1 to 3600.',
    },
    writing: 'Writing',
    spelling: 'Mark misspelled English words',
    spellingText:
      'Checked on this computer; nothing you write leaves it. Right-click a marked word, or press Shift+F10 in it, for suggestions.',
    appearance: 'Appearance',
    theme: 'Theme',
    loading: 'Asking the publisher for its settings…',
  },
} as const;
