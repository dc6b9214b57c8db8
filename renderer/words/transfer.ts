import type { ColumnRole, DateOrder, FileKind } from '../../core/domain/import-layout.ts';
import type { FileJob } from '../../core/rpc/file-jobs.ts';
import { plural } from './plural.ts';

const MB = 1_000_000;

/** Getting posts in and out. */
export const transferWords = {
  transfer: {
    title: 'Import and export',
    importTitle: 'Import',
    importText:
      'A CSV or JSON file of Perch, or a CSV of Buffer, Hootsuite or any other program. You see every row before anything is added.',
    choose: 'Choose a file',
    drop: 'or drop it here',
    limits: 'Up to 10 MB, UTF-8. Larger files: perch import in a terminal.',
    dropLabel: 'Drop a file of posts here',
    tooLarge: (name: string, size: number) =>
      `${name} has ${Math.ceil(size / MB)} MB and the window takes at most 10 MB: split it, or use perch import in a terminal.`,
    unreadable: (name: string) =>
      `${name} cannot be read: check that it is still there, and choose it again.`,
    interrupted:
      'The publisher was restarted meanwhile. Import the file again: what is in is recognised and not added twice.',
    reading: 'Reading the file…',
    another: 'Another file',
    kinds: {
      perch: 'Perch CSV',
      json: 'Perch JSON',
      buffer: 'Looks like a file of Buffer',
      hootsuite: 'Looks like a file of Hootsuite',
      other: 'A CSV file with columns of its own',
    } satisfies Record<FileKind | 'json', string>,
    account: 'Account of rows that name none',
    noAccount: 'There is no account yet: try the sandbox or connect X first.',
    zone: 'Zone of rows that name none',
    zoneInvalid: 'This is no time zone. Write one like Europe/London.',
    columns: 'What the columns are',
    header: 'The first row names the columns',
    column: (name: string) => `Column “${name}”`,
    roles: {
      text: 'Text of the post',
      at: 'Day and time',
      date: 'Day',
      time: 'Time of day',
      zone: 'Time zone',
      account: 'Account',
      link: 'Link, added to the text',
      media: 'Pictures (not brought in)',
      skip: 'Leave out',
    } satisfies Record<ColumnRole, string>,
    dates: 'Dates are written',
    datesUnknown: 'Choose…',
    orders: {
      ymd: 'Year first: 2027-04-01',
      dmy: 'Day first: 1/4/2027',
      mdy: 'Month first: 4/1/2027',
    } satisfies Record<DateOrder, string>,
    table: 'What becomes of the rows',
    show: 'Show',
    all: 'All',
    problems: 'Not taken',
    row: (n: number) => `Row ${n}`,
    status: { added: 'New', already: 'Already here', refused: 'Not taken' },
    statusAfter: { added: 'Added', already: 'Was already here', refused: 'Not taken' },
    noTime: 'Draft',
    thread: (n: number) => plural(n, 'part'),
    noRows: 'The file has no rows.',
    verdict: (added: number, already: number, refused: number) =>
      [
        added === 0 ? 'Nothing new to add' : `${plural(added, 'post')} will be added`,
        already > 0 ? `${already} already here` : '',
        refused > 0 ? `${refused} not taken` : '',
      ]
        .filter(Boolean)
        .join(' · '),
    start: (n: number) => `Add ${plural(n, 'post')}`,
    stop: 'Stop',
    progress: (done: number, total: number) => `${done} of ${total} rows`,
    progressLabel: 'Import',
    stopText: 'What is in stays in.',
    doneTitle: {
      done: 'Imported',
      stopped: 'Stopped. What is in stays in; import the file again to go on.',
      failed: 'The import did not finish',
    },
    result: (added: number, already: number, refused: number) =>
      [
        `${plural(added, 'post')} added`,
        `${already} already here`,
        ...(refused > 0 ? [`${refused} not taken`] : []),
      ].join(' · '),
    did: (n: number) => `Imported ${plural(n, 'post')}.`,
    undoNothing: 'Nothing of this import is as it was brought in, so nothing was cancelled.',
    undoText: 'Undo cancels the posts of this import that nobody has changed since.',
    showQueue: 'Show the queue',
    saveProblems: 'Save the rows that were not taken',
    problemsFile: 'perch-import-problems.csv',
    exportTitle: 'Export',
    exportText: 'Posts as a file that Perch, a spreadsheet or a program of yours can read.',
    exportWhich: 'Which posts',
    exportAll: 'All',
    exportUpcoming: 'Upcoming',
    exportPublished: 'Published',
    exportAccount: 'Account',
    allAccounts: 'All accounts',
    exportFormat: 'Format',
    formats: { csv: 'CSV', json: 'JSON' },
    export: 'Export',
    backupTitle: 'Backup',
    backupText:
      'Everything in one file: posts with their history, accounts, settings and media. Keys are never in it.',
    backup: 'Make a backup',
    restore: 'Restore a backup',
    restoreInDemo: 'Start for real before you restore a backup: everything in the demo goes with it.',
    restoreTitle: 'Restore a backup?',
    restoreText:
      'What is here stays as it is, and what was published stays published. A post that was due since the backup was made is not sent before you ask for it.',
    restoreWarning:
      'Restore only where no other Perch publishes the same posts. Publishing rests while the backup comes in.',
    restoreGo: 'Choose the backup',
    cancel: 'Cancel',
    close: 'Close',
    jobs: { text: 'Saving', export: 'Export', backup: 'Backup', restore: 'Restore' },
    jobPosts: (n: number) => (n === 0 ? 'Working…' : plural(n, 'post')),
    jobDone: {
      text: (name: string) => `Saved as ${name}.`,
      export: (name: string, n: number) => `Exported ${plural(n, 'post')} to ${name}.`,
      backup: (name: string, n: number) => `Backed up everything, with ${plural(n, 'post')}, to ${name}.`,
      restore: (name: string, n: number, kept: number) =>
        `Restored ${plural(n, 'post')} from ${name}. ${kept === 1 ? '1 was' : `${kept} were`} here already.`,
    } satisfies Record<FileJob['kind'], (name: string, posts: number, kept: number) => string>,
    busy: 'Another file is being worked on: wait until it is done.',
  },
} as const;
