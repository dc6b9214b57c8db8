import { isPaused } from '../../domain/health.ts';
import type { Post } from '../../domain/post.ts';
import { sealSentence } from '../../domain/seal.ts';
import { distance, isoUtc } from '../../domain/zone.ts';
import { runHeadless } from '../../host/headless.ts';
import type { Home } from '../../host/home.ts';
import { inOutage } from '../../ports/store-error.ts';
import { cliEnvironment } from '../accounts.ts';
import type { Answer, CliContext } from '../context.ts';
import { failure, misuse } from '../failure.ts';
import { oneLine, plural, shortId } from '../format.ts';
import { withHome } from '../home.ts';
import { answer } from '../output.ts';
import { onStopSignal } from '../signals.ts';
import { workerTaken } from '../worker-taken.ts';

export type WorkerOptions = { readonly once?: boolean; readonly untilIdle?: boolean };
type Mode = 'forever' | 'once' | 'until-idle';

/** Publishes without a window: for ever, in one pass, or until nothing is left to do. */
export async function worker(context: CliContext, options: WorkerOptions): Promise<Answer> {
  if (options.once && options.untilIdle) throw misuse('Choose one of --once and --until-idle.');
  const mode: Mode = options.once ? 'once' : options.untilIdle ? 'until-idle' : 'forever';
  const env = cliEnvironment(context);
  // With --json stdout belongs to the one document at the end.
  const tell = (line: string): void =>
    void (context.json ? context.io.err(line) : context.io.out(line)).catch(() => undefined);
  return withHome(context, async (home) => {
    // Nobody knows yet while it is away: the worker asks as soon as it can.
    const seal = await home.store.settings.seal().catch(inOutage(() => undefined));
    // Also where posts are arriving: what a worker does first at its start is for all of them.
    if (seal) throw failure('sealed', sealSentence(seal));
    const stop = onStopSignal();
    let published = 0;
    const result = await runHeadless({
      home,
      env,
      mode,
      signal: stop.signal,
      onStarted: () => {
        if (mode === 'forever') tell(`Perch publishes from ${home.path}. Stop it with Ctrl-C.\n`);
      },
      onPublished: (post) => {
        published++;
        tell(publishedLine(post, context.now()));
      },
    });
    if (result.kind === 'taken') throw workerTaken(home.path, result.holder);
    return ending(home, mode, published, stop.signal.aborted);
  });
}

async function ending(
  { store, clock }: Home,
  mode: Mode,
  published: number,
  stopped: boolean,
): Promise<Answer> {
  // Whoever ends the worker need not wait for a storage that is away.
  const left = await whatIsLeft(store, clock.now()).catch(inOutage(() => undefined));
  const ended = stopped ? 'stopped' : mode === 'once' ? 'once' : 'idle';
  const lines = [
    `${plural(published, 'post')} published.`,
    ...(left?.paused
      ? ['Publishing is paused, so nothing else was sent: `perch resume` lets it go on.']
      : []),
    ...(left && left.attention > 0
      ? [
          `${plural(left.attention, 'post needs', 'posts need')} you: \`perch list --status failed,missed,held\`.`,
        ]
      : []),
  ];
  const { paused, counts } = left ?? {};
  return answer({ mode, ended, published, paused, counts }, lines.join('\n'));
}

async function whatIsLeft({ posts, settings }: Home['store'], now: number) {
  const counts = await posts.counts();
  const paused = isPaused(await settings.pausedUntil(), now);
  return { counts, paused, attention: counts.failed + counts.missed + counts.held };
}

function publishedLine({ id, parts, account, dueAt }: Post, now: number): string {
  const [first] = parts;
  const thread = parts.length > 1 ? ` (${parts.length} parts)` : '';
  const late = dueAt === null || dueAt > now ? '' : `, due ${distance(dueAt, now)}`;
  const what = `${shortId(id)} as ${first?.tweetId}${thread} for @${account}${late}`;
  return `${isoUtc(now)} published ${what}: ${oneLine(first?.text ?? '', 60)}\n`;
}
