import { type PostView, viewPost, viewUnsynced } from '../domain/view.ts';
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
  saved: Saved,
  sentence: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  const notes = saved.note === undefined ? [] : [saved.note];
  return answer({ post: viewSaved(saved), notes, ...more }, [sentence, ...notes].join('\n'));
}

export const viewSaved = ({ post, unsynced }: Saved): PostView =>
  unsynced ? viewUnsynced(post) : viewPost(post);
