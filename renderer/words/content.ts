import type { ReplySettings } from '../../core/domain/content.ts';
import { DAY, HOUR, MINUTE } from '../../core/domain/time.ts';
import { plural } from './plural.ts';

/** 90 minutes: "1 hour 30 minutes". */
export function lengthWords(ms: number): string {
  const units = [
    { size: DAY, name: 'day' },
    { size: HOUR, name: 'hour' },
    { size: MINUTE, name: 'minute' },
  ];
  let rest = Math.round(ms / MINUTE) * MINUTE;
  const said = units.flatMap(({ size, name }) => {
    const n = Math.floor(rest / size);
    rest -= n * size;
    return n > 0 ? [plural(n, name)] : [];
  });
  return said.length === 0 ? 'less than a minute' : said.join(' ');
}

/** What a post holds besides text. */
export const contentWords = {
  content: {
    toolbar: (n: number) => `Add to part ${n}`,
    addMedia: 'Add pictures or a video',
    addPoll: 'Add a poll',
    addQuote: 'Quote a post',
    addDelay: 'Send this part later',
    drop: 'Files for this part',
    media: (n: number) => `Media of part ${n}`,
    kinds: { image: 'picture', gif: 'GIF', video: 'video' },
    place: (kind: string, n: number, of: number) => (of === 1 ? kind : `${kind} ${n} of ${of}`),
    describe: (what: string) => `Describe ${what}`,
    kindAndName: (kind: string, name: string) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${name}`,
    described: 'Described',
    notDescribed: 'No description yet',
    alt: 'Description',
    altHint: 'What it shows, for those who cannot see it.',
    altDone: 'Done',
    remove: (what: string) => `Remove ${what}`,
    removed: (what: string) => `Removed ${what}.`,
    copying: (name: string) => `Copying ${name}`,
    percent: (share: number) => `${Math.floor(share * 100)} %`,
    cancelCopy: (name: string) => `Do not attach ${name}`,
    stillCopied: 'A file is still being copied in: wait for it, or cancel it.',
    notCopied: (name: string) => `“${name}” could not be copied in: try again in a moment.`,
    partGone: (name: string) => `“${name}” was not attached: its part is not being written any more.`,
    poll: 'Poll',
    option: (n: number) => `Answer ${n}`,
    addOption: 'Add an answer',
    removeOption: (n: number) => `Remove answer ${n}`,
    removePoll: 'Remove the poll',
    pollRemoved: 'Poll removed.',
    open: 'Open for',
    openFor: (minutes: number) => lengthWords(minutes * MINUTE),
    pollNote: (minutes: number) => `0 votes · ${lengthWords(minutes * MINUTE)} left`,
    pollLine: (options: readonly string[], minutes: number) =>
      `Poll: ${options.join(' | ')}, open for ${lengthWords(minutes * MINUTE)}`,
    quoteField: 'Link or id of the post to quote',
    quoteHint: 'Such as https://x.com/name/status/123',
    notPost: 'That is no link of a post: copy it from its page on X.',
    quotes: (id: string) => `Quotes post ${id}`,
    quotedPost: 'Quoted post',
    removeQuote: 'Do not quote it',
    quoteInstead: 'Quote this post, without its link',
    linkQuoted: 'It is quoted now, and its link is out of the text.',
    after: (ms: number) => `${lengthWords(ms)} after the one before`,
    atOnce: 'Right after the one before',
    delay: 'When this part goes out',
    removeDelay: 'Send it right after the one before',
    more: 'Reply to, who may reply',
    replyTo: 'Reply to',
    replyHint: 'Link or id of a post',
    repliesTo: (id: string) => `Replies to post ${id}`,
    removeReply: 'Make it no reply',
    whoReplies: 'Who may reply',
    everyone: 'Everyone',
    settings: {
      following: 'Accounts you follow',
      mentionedUsers: 'Only who you mention',
      subscribers: 'Your subscribers',
      verified: 'Verified accounts',
    } satisfies Record<ReplySettings, string>,
    signs: {
      media: (n: number) => plural(n, 'attachment'),
      poll: 'With a poll',
      quote: 'Quotes a post',
    },
    uploading: (share: number) => `Uploading ${Math.floor(share * 100)} %`,
  },
} as const;
