import { viewPost } from '../../domain/view.ts';
import { formatInstant } from '../../domain/zone.ts';
import { accountFor } from '../accounts.ts';
import type { Answer, CliContext } from '../context.ts';
import { parseDuration, showDuration } from '../duration.ts';
import { failure, misuse } from '../failure.ts';
import { oneLine, plural, shortId, table } from '../format.ts';
import { withHomeToChange } from '../home.ts';
import { answer } from '../output.ts';
import { resolveWhen } from '../time-option.ts';

export type RescheduleOptions = {
  readonly missed?: boolean;
  readonly every: string;
  readonly from?: string;
  readonly zone?: string;
  readonly account?: string;
};

/** Gives all missed posts of an account new times, evenly apart and in their order. */
export async function reschedule(context: CliContext, options: RescheduleOptions): Promise<Answer> {
  if (!options.missed) throw misuse('Say which posts: give --missed.');
  const every = parseDuration(options.every, '--every');
  const now = context.now();
  const first =
    options.from === undefined ? undefined : resolveWhen(options.from, options.zone ?? context.zone(), now);
  return withHomeToChange(context, async (home) => {
    const account = await accountFor(context, home, options.account);
    const result = await home.service.rescheduleMissed({ account, from: first?.at ?? now, every });
    if (result.kind === 'refused') throw failure(result.code, result.message);
    const { posts } = result;
    const rows = posts.map(({ id, dueAt, zone, parts }) => [
      shortId(id),
      dueAt === null ? '-' : formatInstant(dueAt, zone),
      oneLine(parts[0]?.text ?? '', 48),
    ]);
    const notes = first?.notes ?? [];
    return answer({ account, every, posts: posts.map(viewPost), notes }, () =>
      posts.length === 0
        ? `@${account} has no missed posts.`
        : [
            ...notes,
            table(['ID', 'NEW TIME', 'TEXT'], rows),
            `${plural(posts.length, 'post')} of @${account}, one every ${showDuration(every)}`,
          ].join('\n'),
    );
  });
}
