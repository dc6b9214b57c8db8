import { randomUUID } from 'node:crypto';
import { textParts } from '../../domain/content.ts';
import { costOfPost } from '../../domain/cost.ts';
import { MINUTE } from '../../domain/time.ts';
import { accountFor } from '../accounts.ts';
import type { Answer, CliContext } from '../context.ts';
import { parseDuration } from '../duration.ts';
import { failure, misuse } from '../failure.ts';
import { usd } from '../format.ts';
import { withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';
import { type RepeatOptions, readRepeat, tellSeries } from '../repeat-option.ts';
import { expectSaved, viewSaved } from '../saved.ts';
import { resolveWhen, resolveZone, timeView, timeWords } from '../time-option.ts';

export type AddOptions = RepeatOptions & {
  readonly text: readonly string[];
  readonly at?: string;
  readonly zone?: string;
  readonly account?: string;
  readonly draft?: boolean;
  readonly id?: string;
  readonly lateWindow?: string;
  readonly media?: readonly string[];
  readonly alt?: readonly string[];
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Saves a new post and says back when it will go out. */
export async function add(context: CliContext, options: AddOptions): Promise<Answer> {
  if (options.media ?? options.alt) {
    throw failure('not-yet', 'Perch cannot attach media yet: leave --media and --alt out.');
  }
  const draft = options.draft ?? false;
  if (options.at === undefined && !draft)
    throw misuse('A post needs a time: give one with --at, or keep it as a draft with --draft.');
  const now = context.now();
  const time = readTime(context, options);
  const repeatRule = readRepeat(options, time);
  const lateWindow =
    options.lateWindow === undefined ? undefined : parseDuration(options.lateWindow, '--late-window');
  return withHomeToChange(context, async (home) => {
    const input = {
      id: readId(options.id),
      account: await accountFor(context, home, options.account),
      parts: textParts(options.text),
      dueAt: time.at,
      zone: time.zone,
      ...(draft && { draft }),
      ...(lateWindow !== undefined && { lateWindow }),
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

function readTime(context: CliContext, { at, zone = context.zone() }: AddOptions) {
  const now = context.now();
  if (at !== undefined) return resolveWhen(at, zone, now);
  return { at: null, zone: resolveZone(zone, now), notes: [] };
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
