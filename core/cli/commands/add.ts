import { randomUUID } from 'node:crypto';
import { costOfPost } from '../../domain/cost.ts';
import { MINUTE } from '../../domain/time.ts';
import type { Home } from '../../host/home.ts';
import { resolveForAccount } from '../account-time.ts';
import { accountFor } from '../accounts.ts';
import { type AudienceOptions, type ContentWords, readAudience, readContent } from '../content-option.ts';
import type { Answer, CliContext } from '../context.ts';
import { parseDuration } from '../duration.ts';
import { misuse } from '../failure.ts';
import { usd } from '../format.ts';
import { withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';
import { type RepeatOptions, readRepeat, tellSeries } from '../repeat-option.ts';
import { expectSaved, viewSaved } from '../saved.ts';
import { refuseNonsense, resolveZone, timeView, timeWords } from '../time-option.ts';

export type AddOptions = RepeatOptions &
  AudienceOptions & {
    readonly at?: string;
    readonly zone?: string;
    readonly account?: string;
    readonly draft?: boolean;
    readonly id?: string;
    readonly lateWindow?: string;
  };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Saves a new post and says back when it will go out. */
export async function add(context: CliContext, options: AddOptions, words: ContentWords): Promise<Answer> {
  if (words.length === 0)
    throw misuse('A post needs something to say: give it a text with --text, or a picture with --media.');
  const draft = options.draft ?? false;
  if (options.at === undefined && !draft)
    throw misuse('A post needs a time: give one with --at, or keep it as a draft with --draft.');
  const now = context.now();
  if (options.at !== undefined) refuseNonsense(options.at, options.zone ?? context.zone(), now);
  const lateWindow =
    options.lateWindow === undefined ? undefined : parseDuration(options.lateWindow, '--late-window');
  const audience = readAudience(options);
  return withHomeToChange(context, async (home) => {
    const id = readId(options.id);
    const account = await accountFor(context, home, options.account);
    const time = await readTime(context, home, account, options);
    const repeatRule = readRepeat(options, time);
    const input = {
      id,
      account,
      parts: (await readContent(words, home.store.content)).map((part) => ({ text: '', ...part })),
      ...(audience.replyTo && { replyTo: audience.replyTo }),
      ...(audience.replySettings && { replySettings: audience.replySettings }),
      dueAt: time.at,
      zone: time.zone,
      ...(draft && { draft }),
      ...(lateWindow !== undefined && { lateWindow }),
      ...('slotZone' in time && { slotZone: time.slotZone }),
      ...(repeatRule && { repeatRule }),
    };
    const saved = expectSaved(await home.service.add(input));
    const { post, note } = saved;
    const costUsd = costOfPost(post.parts);
    const resolved = post.dueAt === null ? null : timeView({ at: post.dueAt, zone: post.zone });
    const notes = [...(note === undefined ? [] : [note]), ...time.notes];
    const series = tellSeries(post.repeat, Math.max(now, post.dueAt ?? now));
    const scheduled =
      post.dueAt === null
        ? 'Saved as a draft without a time'
        : `${draft ? 'Saved as a draft' : 'Scheduled'} for ${timeWords(post.dueAt, post.zone, now)}`;
    return answer({ post: viewSaved(saved), resolved, ...series.json, notes, costUsd }, () =>
      [
        `${scheduled}. Cost ${usd(costUsd)}. id ${post.id}`,
        ...series.lines,
        ...notes,
        ...hurry(post.dueAt, now),
      ].join('\n'),
    );
  });
}

async function readTime(context: CliContext, home: Home, account: string, { at, zone }: AddOptions) {
  if (at !== undefined) return resolveForAccount(context, home, { words: at, zone, account });
  return { at: null, zone: resolveZone(zone ?? context.zone(), context.now()), notes: [] };
}

function readId(id: string | undefined): string {
  if (id === undefined) return randomUUID();
  if (UUID.test(id.toLowerCase())) return id.toLowerCase();
  throw misuse(`--id takes a UUID such as ${randomUUID()}; got "${id.slice(0, 40)}".`);
}

function hurry(dueAt: number | null, now: number): readonly string[] {
  if (dueAt === null || dueAt - now > MINUTE) return [];
  return ['Perch must be open, or `perch worker` running, for it to go out.'];
}
