import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { type PartContent, type Poll, REPLY_SETTINGS, type ReplySettings } from '../domain/content.ts';
import type { Media } from '../domain/media.ts';
import { postIdOf as readPostId } from '../domain/post-link.ts';
import { DAY, MINUTE } from '../domain/time.ts';
import type { ContentStore } from '../ports/content-store.ts';
import { attachMedia } from '../service/attach.ts';
import { parseDuration } from './duration.ts';
import { failure, misuse } from './failure.ts';

type Name = 'text' | 'media' | 'alt' | 'poll' | 'pollOpen' | 'quote' | 'after';

/** What was said about the content of a post, in the order in which it was said: that tells what belongs together. */
export type ContentWords = readonly { readonly name: Name; readonly value: string }[];

export const CONTENT_HELP = `
What follows a --text belongs to that part; again --text begins the next one:
  perch add --text "One" --media a.png --alt "A view" --text "Two" --after 10m --at "tomorrow 9am"
X takes up to 4 pictures, or one GIF, or one video in a part; a poll stands alone. It lets most apps
quote and reply to nothing but their own posts and those that mention the account.`;

/** Declares the options of the content; the words are there when the command runs. */
export function declareContent(command: Command): ContentWords {
  const words: { name: Name; value: string }[] = [];
  const hear =
    (name: Name) =>
    (value: string, before: readonly string[] | undefined): readonly string[] => {
      words.push({ name, value });
      return [...(before ?? []), value];
    };
  command
    .option('--text <text>', 'the text; again for each further part of a thread', hear('text'))
    .option('--media <file>', 'a picture, GIF or video; again for each further one', hear('media'))
    .option('--alt <text>', 'what the picture before it shows', hear('alt'))
    .option('--poll <answers>', '2 to 4 answers, separated by commas (or by | )', hear('poll'))
    .option('--poll-open <length>', 'how long the poll is open (default: 1d)', hear('pollOpen'))
    .option('--quote <post>', 'quotes a post: its id or its link', hear('quote'))
    .option('--after <length>', 'how long after the part before it this one follows', hear('after'));
  return words;
}

type Draft = {
  text?: string;
  readonly media: { readonly file: string; alt?: string }[];
  poll?: string;
  pollOpen?: string;
  quote?: string;
  after?: string;
};

/** What was said of a part; without a text, nothing was said of it. */
export type GivenPart = Omit<PartContent, 'text'> & { readonly text?: string };

/** The parts that the words describe, with their files copied in. */
export async function readContent(
  words: ContentWords,
  content: Pick<ContentStore, 'put'>,
): Promise<readonly GivenPart[]> {
  const drafts = draftsOf(words).map((draft) => ({ files: draft.media, part: wordsOf(draft) }));
  const parts: GivenPart[] = [];
  for (const { files, part } of drafts) {
    const media: Media[] = [];
    for (const { file, alt = '' } of files) media.push({ ...(await attachFile(file, content)), alt });
    parts.push({ ...part, ...(media.length > 0 && { media }) });
  }
  return parts;
}

function draftsOf(words: ContentWords): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const { name, value } of words) {
    const last = drafts.at(-1);
    const isNew = !last || (name === 'text' && last.text !== undefined);
    const draft: Draft = isNew ? { media: [] } : last;
    if (isNew) drafts.push(draft);
    take(draft, name, value);
  }
  return drafts;
}

function take(draft: Draft, name: Name, value: string): void {
  if (name === 'media') draft.media.push({ file: value });
  else if (name === 'alt') {
    const media = draft.media.at(-1);
    if (!media)
      throw misuse('--alt says what a picture shows: give it behind the --media that it belongs to.');
    if (media.alt !== undefined)
      throw misuse(`--alt was given twice for "${media.file}": give each file its own.`);
    media.alt = value;
  } else if (draft[name] === undefined) draft[name] = value;
  else
    throw misuse(
      `--${name === 'pollOpen' ? 'poll-open' : name} was given twice for one part: leave one out, or begin the next part with --text.`,
    );
}

/** Without its files: these are copied in when all that was said makes sense. */
function wordsOf(draft: Draft): Omit<GivenPart, 'media'> {
  const { text, quote, after } = draft;
  const poll = pollOf(draft);
  return {
    ...(text !== undefined && { text }),
    ...(poll && { poll }),
    ...(quote !== undefined && { quote: postIdOf(quote, '--quote') }),
    ...(after !== undefined && { after: parseDuration(after, '--after') }),
  };
}

async function attachFile(file: string, content: Pick<ContentStore, 'put'>): Promise<Media> {
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  if (!isFile) throw failure('no-file', `There is no file "${file}": give the path of a picture or a video.`);
  const attached = await attachMedia(
    content,
    () => createReadStream(file) as AsyncIterable<Uint8Array>,
    basename(file),
  );
  if (attached.kind === 'ok') return attached.media;
  throw failure(attached.code, attached.message);
}

function pollOf({ poll: answers, pollOpen: open }: Draft): Poll | undefined {
  if (answers === undefined) {
    if (open !== undefined) throw misuse('--poll-open is for a poll: give its answers with --poll.');
    return undefined;
  }
  const options = answers.split(answers.includes('|') ? '|' : ',').map((answer) => answer.trim());
  const length = open === undefined ? DAY : parseDuration(open, '--poll-open');
  return { options, minutes: length / MINUTE };
}

/** The id of a post on X, from itself or from a link to it. */
export function postIdOf(text: string, option: string): string {
  const id = readPostId(text);
  if (id !== undefined) return id;
  throw misuse(`${option} takes the id of a post or its link; got "${text.slice(0, 60)}".`);
}

export type AudienceOptions = { readonly replyTo?: string; readonly replySettings?: string };

export function declareAudience(command: Command): Command {
  return command
    .option('--reply-to <post>', 'the first part replies to this post: its id or its link, or none')
    .option('--reply-settings <who>', `who may reply: everyone, ${REPLY_SETTINGS.join(', ')}`);
}

/** Null: none, and everyone. */
export function readAudience({ replyTo, replySettings }: AudienceOptions): {
  readonly replyTo?: string | null;
  readonly replySettings?: ReplySettings | null;
} {
  const setting = REPLY_SETTINGS.find((known) => known === replySettings);
  if (replySettings !== undefined && replySettings !== 'everyone' && !setting)
    throw misuse(
      `--reply-settings takes everyone, ${REPLY_SETTINGS.join(', ')}; got "${replySettings.slice(0, 40)}".`,
    );
  return {
    ...(replyTo !== undefined && { replyTo: replyTo === 'none' ? null : postIdOf(replyTo, '--reply-to') }),
    ...(replySettings !== undefined && { replySettings: setting ?? null }),
  };
}
