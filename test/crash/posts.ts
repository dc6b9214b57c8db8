import type { PostId } from '../../core/domain/post.ts';
import type { Random } from '../../core/ports/random.ts';
import type { NewPost } from '../../core/service/new-post.ts';

/** What was asked of the workers. */
export type Asked = Pick<NewPost, 'id' | 'account' | 'parts'> & {
  readonly id: PostId;
  readonly dueAt: number;
};

/** So many posts of one part, of two and so on up to five. */
const LENGTHS = [1, 1, 1, 1, 1, 2, 2, 3, 4, 5];
/** Share of the posts whose text was there before, in the same account. */
const REPEATS = 0.15;
/** Posts are due within so many ms. */
const SOON = 700;

/** What X gives back otherwise than it got it. */
const TAILS = [
  '',
  ' & <more>',
  ' https://example.com/a?b=1&c=2',
  ' cafe\u0301',
  '\n\nnew paragraph  two blanks',
  ' 日本語 🐦',
];

/** Posts of 1 to 5 parts, some due now, some soon, some that say what another one says. */
export function createPostMaker(label: string, accounts: readonly string[], random: Random) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.fraction() * list.length)] as T;
  const said: { readonly account: string; readonly text: string }[] = [];
  let made = 0;
  return (): Asked => {
    const account = pick(accounts);
    const base = { id: random.uuid(), account, dueAt: Date.now() + Math.floor(random.fraction() * SOON) };
    const before = said.filter((each) => each.account === account);
    if (before.length > 0 && random.fraction() < REPEATS)
      return { ...base, parts: [{ text: pick(before).text }] };
    const number = ++made;
    const length = pick(LENGTHS);
    const parts = Array.from({ length }, (_, i) => ({
      text: `${label} ${number}, ${i + 1} of ${length}${pick(TAILS)}`,
    }));
    if (length === 1) said.push({ account, text: parts[0]?.text ?? '' });
    return { ...base, parts };
  };
}
