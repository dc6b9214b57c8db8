import type { Answer, CliContext } from '../context.ts';
import { examine } from '../examine.ts';
import { checkList } from '../finding-list.ts';

/** Looks at everything that publishing needs, in the order in which it is needed. */
export async function doctor(context: CliContext): Promise<Answer> {
  return checkList(await examine(context), 'Everything that publishing needs is in order.');
}
