import { plural } from './plural.ts';

/** What the composer says beyond its fields. */
export const writingWords = {
  writing: {
    kept: 'Draft kept',
    keeping: 'Keeping…',
    notKept: (why: string) => `What you write is not kept on this computer: ${why}`,
    goesOut: 'It goes out in',
    countdown: (seconds: number) => `${seconds} s`,
    tooLate: 'It is on its way already, so it could not be called back.',
    putAside: 'Kept as a draft.',
    putBehind: 'Your changes are kept and come back after this post.',
    conflict: {
      title: 'This post was changed elsewhere meanwhile',
      theirs: 'As it is stored',
      mine: 'As it is here',
      keepMine: 'Keep mine',
      takeTheirs: 'Take the stored one',
      taken: 'The stored text is here now.',
    },
    gone: {
      cancelled: 'This post was cancelled meanwhile. Saving schedules it again.',
      published: 'This post went out meanwhile, so it cannot be changed any more.',
      copy: 'Write it as a new post',
    },
    splitInto: (n: number) => `Split into ${plural(n, 'part')}`,
    pasted: (n: number) => `That is more than one part holds. At the ends of sentences it makes ${n}.`,
    notNow: 'Leave it',
    fixed: 'Undo brings it back.',
    preview: 'Preview',
    previewEmpty: 'What you write shows here as it will look on X.',
    now: 'now',
    charges: (usd: string) => `X charges ${usd}`,
    ofMonth: (month: string, spent: string) => `${month}: ${spent}`,
    ofCap: (month: string, spent: string, cap: string) => `${month}: ${spent} of ${cap}`,
    prompts: {
      label: 'To begin with',
      starts: [
        { label: 'Something you learned', text: 'Today I learned ' },
        { label: 'A question', text: 'How do you ' },
        { label: 'News', text: 'New: ' },
      ],
      list: 'Paste a list to make many',
    },
    storageAway: 'The shared storage is away: what you save waits on this computer and goes there by itself.',
    held: (account: string) =>
      `@${account} is held, so nothing goes out under it for now. You can still write and queue.`,
    split: 'Split here',
    quickTitle: 'New post',
  },
} as const;
