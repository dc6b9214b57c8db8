import type { PartContent } from '../../domain/content.ts';
import type { Post } from '../../domain/post.ts';
import type { Home } from '../../host/home.ts';
import { resolveForAccount } from '../account-time.ts';
import { accountName } from '../accounts.ts';
import {
  type AudienceOptions,
  type ContentWords,
  type GivenPart,
  readAudience,
  readContent,
} from '../content-option.ts';
import type { Answer, CliContext } from '../context.ts';
import { parseDuration } from '../duration.ts';
import { misuse } from '../failure.ts';
import { findPost } from '../find-post.ts';
import { shortId } from '../format.ts';
import { withHome } from '../home.ts';
import { type RepeatOptions, readRepeat, tellSeries } from '../repeat-option.ts';
import { expectSaved, savedAnswer } from '../saved.ts';
import { resolveZone, timeView, timeWords } from '../time-option.ts';

export type EditOptions = RepeatOptions &
  AudienceOptions & {
    readonly text?: readonly string[];
    readonly part?: string;
    readonly at?: string;
    readonly zone?: string;
    readonly account?: string;
    readonly lateWindow?: string;
  };

/** Changes text, time, zone or account of a post that is not on its way. */
export async function edit(
  context: CliContext,
  id: string,
  options: EditOptions,
  words: ContentWords,
): Promise<Answer> {
  const { account, lateWindow } = options;
  if (Object.values(options).every((value) => value === undefined || value === true)) {
    throw misuse(
      'There is nothing to change: give --text, --media, --at, --zone, --account, --late-window or --repeat.',
    );
  }
  if (options.part !== undefined && (words.length === 0 || (options.text ?? []).length > 1))
    throw misuse('With --part give what it holds, once, such as its text with --text.');
  const audience = readAudience(options);
  const now = context.now();
  return withHome(context, async (home) => {
    const { store, service } = home;
    const post = await findPost(store.posts, id);
    const { notes, ...time } = await readTime(context, home, options, post);
    const parts = readParts(options, await readContent(words, store.content), post);
    const repeatRule = readRepeat(options, firstTime(post, time));
    const patch = {
      ...time,
      ...(parts && { parts }),
      ...audience,
      ...(account !== undefined && { account: accountName(account) }),
      ...(repeatRule !== undefined && { repeatRule }),
      ...(lateWindow !== undefined && { lateWindow: parseDuration(lateWindow, '--late-window') }),
    };
    const saved = expectSaved(await service.edit(post.id, patch));
    const { dueAt, zone, repeat } = saved.post;
    const series = tellSeries(repeat, Math.max(now, dueAt ?? now));
    const resolved = dueAt === null ? null : timeView({ at: dueAt, zone });
    const timed = dueAt === null ? 'no time yet' : timeWords(dueAt, zone, now);
    const sentence = [
      `Changed ${shortId(post.id)}: ${saved.post.status}, ${timed}.`,
      ...series.lines,
      ...notes,
    ].join('\n');
    return savedAnswer(saved, sentence, {
      resolved,
      ...series.json,
      ...(notes.length > 0 && { notes }),
    });
  });
}

/** The whole thread, with what `--part` changes or adds. What nothing was said of stays as it is. */
function readParts(
  { text, ...options }: EditOptions,
  given: readonly GivenPart[],
  { parts }: Post,
): readonly PartContent[] | undefined {
  const change = (one: GivenPart, i: number): PartContent => ({ text: '', ...parts[i], ...one });
  if (given.length === 0) return undefined;
  // Without a text it cannot be the whole thread anew.
  const part = options.part ?? (text === undefined ? '1' : undefined);
  if (part === undefined) return given.map(change);
  const at = /^\d{1,3}$/.test(part) ? Number(part) - 1 : -1;
  if (at < 0 || at > parts.length) throw misuse(`There is no part ${part}: give 1 to ${parts.length + 1}.`);
  return [...parts.slice(0, at), ...given.map((one) => change(one, at)), ...parts.slice(at + 1)];
}

/** A new time is read in the new zone, else in the post's own; a zone alone only changes how the time is shown. */
async function readTime(context: CliContext, home: Home, { at, zone, account }: EditOptions, post: Post) {
  if (at === undefined)
    return { ...(zone !== undefined && { zone: resolveZone(zone, context.now()) }), notes: [] };
  const owner = account === undefined ? post.account : accountName(account);
  const asked = { words: at, zone: zone ?? post.zone, account: owner };
  const { slotZone, ...time } = await resolveForAccount(context, home, asked);
  return {
    dueAt: time.at,
    zone: time.zone,
    notes: time.notes,
    ...(slotZone !== undefined && { slotZone }),
  };
}

/** A new rule keeps the time of day of the one before, unless there is a new time. */
function firstTime(post: Post, { dueAt, zone }: { readonly dueAt?: number; readonly zone?: string }) {
  const shown = zone ?? post.zone;
  if (dueAt !== undefined) return { at: dueAt, zone: shown };
  return { at: post.dueAt, zone: zone ?? post.repeat?.rule.zone ?? shown, before: post.repeat?.rule };
}
