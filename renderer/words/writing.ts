import { plural } from './plural.ts';

/** What the composer says beyond its fields. */
export const writingWords = {
  writing: {
    kept: 'Draft kept',
    keeping: 'Keeping…',
    keptAlready: 'Kept already: every key you press is.',
    notKept: (why: string) => `What you write is not kept on this computer: ${why}`,
    goesOut: 'It goes out in',
    countdown: (seconds: number) => `${seconds} s`,
    tooLate: 'It is on its way already, so it could not be called back.',
    putAside: 'Kept as a draft.',
    brought: 'A link brought this. Nothing goes out before you add it.',
    otherAccount: (wanted: string, account: string) =>
      `@${wanted} is no account of this Perch: this post goes out under @${account}.`,
    putBehind: 'Your changes are kept and come back after this post.',
    conflict: {
      title: 'This post was changed elsewhere meanwhile',
      theirs: 'As it is stored',
      mine: 'As it is here',
      keepMine: 'Keep mine',
      takeTheirs: 'Take the stored one',
      taken: 'The stored text is here now.',
    },
    splitInto: (n: number) => `Split into ${plural(n, 'part')}`,
    preview: 'Preview',
    previewEmpty: 'What you write shows here as it will look on X.',
    now: 'now',
    charges: (usd: string) => `X charges ${usd}`,
    ofMonth: (month: string, spent: string) => `${month} ${spent}`,
    ofCap: (month: string, spent: string, cap: string) => `${month} ${spent} of ${cap}`,
    prompts: {
      label: 'To begin with',
      starts: [
        { label: 'Something you learned', text: 'Today I learned ' },
        { label: 'A question', text: 'How do you ' },
        { label: 'News', text: 'New: ' },
      ],
      list: 'Or paste a list, to make many posts of it.',
    },
    list: {
      found: (n: number) => `This is a list of ${n}.`,
      make: (n: number) => `Make ${n} drafts`,
      done: (n: number) => `${n} drafts made.`,
    },
    dropped: 'Your changes are left out.',
    splitMany: 'Split into parts',
    storageAway: 'The shared storage is away: what you save waits on this computer and goes there by itself.',
    held: (account: string) =>
      `@${account} is held, so nothing goes out under it for now: Health says what to do. You can still write and queue.`,
    quickTitle: 'New post',
  },
} as const;
