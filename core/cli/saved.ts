import { viewPost } from '../domain/view.ts';
import type { Saved, SaveResult } from '../service/save-result.ts';
import type { Answer } from './context.ts';
import { failure } from './failure.ts';
import { answer } from './output.ts';

/** The saved post, or the service's refusal thrown. */
export function expectSaved(result: SaveResult): Saved {
  if (result.kind === 'ok') return result;
  const { code, message, problems } = result;
  throw failure(code, message, problems && { problems });
}

/** The answer of a command that changed one post. */
export function savedAnswer(
  { post, note }: Saved,
  sentence: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  const notes = note === undefined ? [] : [note];
  return answer({ post: viewPost(post), notes, ...more }, [sentence, ...notes].join('\n'));
}
