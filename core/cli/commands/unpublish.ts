import { PRICES, roundUsd } from '../../domain/cost.ts';
import { type Post, partsOnX } from '../../domain/post.ts';
import { viewPost } from '../../domain/view.ts';
import { withPublisher } from '../../host/headless.ts';
import { unpublish as unpublishPost } from '../../service/unpublish.ts';
import { cliEnvironment } from '../accounts.ts';
import type { Answer, CliContext } from '../context.ts';
import { failure, misuse } from '../failure.ts';
import { findPost } from '../find-post.ts';
import { plural, shortId, usd } from '../format.ts';
import { withHome } from '../home.ts';
import { answer } from '../output.ts';
import { expectSaved, savedAnswer } from '../saved.ts';
import { onStopSignal } from '../signals.ts';

/** Deletes from X what is out of a post. It cannot be undone, so it asks first. */
export async function unpublish(
  context: CliContext,
  id: string,
  { yes = false }: { readonly yes?: boolean },
): Promise<Answer> {
  if (context.json && !yes) throw misuse(NEEDS_YES);
  const env = cliEnvironment(context);
  return withHome(context, async (home) => {
    const post = await findPost(home.store.posts, id);
    if (!yes && partsOnX(post).length > 0) await confirm(context, post);
    const { store, clock, random } = home;
    const stop = onStopSignal();
    const result = await withPublisher(home, env, (publisher) =>
      unpublishPost({ ...store, clock, random, by: 'cli', publisher }, post.id, stop.signal),
    ).finally(stop.dispose);
    if (result.kind === 'partly') return partlyAnswer(result);
    const saved = expectSaved(result);
    const gone = plural(saved.post.parts.filter((part) => part.deletedAt !== undefined).length, 'part');
    return savedAnswer(saved, `${gone} of ${shortId(post.id)} deleted from X. Nothing of it is sent again.`);
  });
}

const NEEDS_YES = 'Deleting from X cannot be undone, so it needs a yes: add --yes.';

async function confirm({ io }: CliContext, post: Post): Promise<void> {
  const parts = partsOnX(post);
  const price = usd(roundUsd(parts.length * PRICES.delete));
  const what = `${plural(parts.length, 'part')} of ${shortId(post.id)} from X as @${post.account}`;
  const reply = await io.ask(`Delete ${what}? It cannot be undone and costs ${price}. [y/N] `);
  if (reply === undefined) throw misuse(NEEDS_YES);
  if (!/^y(?:es)?$/i.test(reply)) throw failure('declined', 'Nothing was deleted.');
}

type Partly = Extract<Awaited<ReturnType<typeof unpublishPost>>, { kind: 'partly' }>;

function partlyAnswer({ post, code, message }: Partly): Answer {
  return { ...answer({ post: viewPost(post), error: { code, message } }, '', 1), complaint: message };
}
