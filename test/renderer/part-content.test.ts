import { describe, expect, it } from 'vitest';
import { createCompositions, isChanged, partsOf } from '../../renderer/state/composition.ts';
import {
  clashOf,
  EMPTY_POLL,
  movedMedia,
  withAlt,
  withDelay,
  withMedia,
  withoutMedia,
  withPoll,
  withQuote,
} from '../../renderer/state/part-content.ts';
import { keepWriting, readWriting } from '../../renderer/state/writing.ts';
import { aMedia, FULL_THREAD } from '../fakes/content.ts';
import { postView } from './support.ts';

let serial = 0;
const makeId = () => `id-${++serial}`;
const [one, two, three] = ['one', 'two', 'three'].map((name) => aMedia({ name })) as [
  ReturnType<typeof aMedia>,
  ReturnType<typeof aMedia>,
  ReturnType<typeof aMedia>,
];
const content = { text: 'Look', media: [one, two, three] };
const names = ({ media = [] }: { readonly media?: readonly { readonly name: string }[] }) =>
  media.map(({ name }) => name);

describe('the media of a part', () => {
  it('are added at the end or where they were, moved within their ends, and removed', () => {
    expect(names(withMedia(one)({ text: '' }))).toEqual(['one']);
    expect(names(withMedia(three, 0)({ text: '', media: [one, two] }))).toEqual(['three', 'one', 'two']);
    expect(names(movedMedia(2, 0)(content))).toEqual(['three', 'one', 'two']);
    expect(movedMedia(2, 3)(content)).toBe(content);
    expect(movedMedia(0, -1)(content)).toBe(content);
    expect(names(withoutMedia(1)(content))).toEqual(['one', 'three']);
  });

  it('are described one by one', () => {
    expect(withAlt(1, 'A lake')(content).media?.map(({ alt }) => alt)).toEqual([
      one.alt,
      'A lake',
      three.alt,
    ]);
  });
});

describe('what X does not show together', () => {
  it('is said in the words of the domain before it is there', () => {
    const poll = withPoll(EMPTY_POLL)({ text: '' });
    expect(clashOf(content, 'poll')).toMatch(/^X shows a poll alone/);
    expect(clashOf(poll, 'media')).toMatch(/^X shows a poll alone/);
    expect(clashOf(content, 'quote')).toMatch(/^X takes either media or a quoted post/);
    expect(clashOf(withQuote('1')({ text: '' }), 'media')).toMatch(/^X takes either/);
    expect(clashOf(content, 'media')).toBeUndefined();
    expect(clashOf({ text: 'Plain' }, 'poll')).toBeUndefined();
  });
});

function opened() {
  const compositions = createCompositions(makeId);
  compositions.edit(postView({ parts: FULL_THREAD, replySettings: 'following' }), '');
  return compositions;
}

describe('a composition with more than text', () => {
  it('is a change, and is none any more when it is taken back', () => {
    const compositions = opened();
    const key = compositions.get().parts[2]?.key ?? '';
    expect(isChanged(compositions.get())).toBe(false);
    expect(compositions.changePart(key, withDelay(60_000))).toBe(true);
    expect(isChanged(compositions.get())).toBe(true);
    compositions.changePart(key, withDelay(undefined));
    expect(isChanged(compositions.get())).toBe(false);
    compositions.setAudience({});
    expect(isChanged(compositions.get())).toBe(true);
    expect(compositions.changePart('gone', withDelay(1))).toBe(false);
  });

  it('keeps everything while parts are moved, split and joined', () => {
    const compositions = opened();
    const [media, poll, quote, text] = compositions.get().parts.map(({ key }) => key) as [
      string,
      string,
      string,
      string,
    ];
    compositions.movePart(poll, -1);
    compositions.replacePart(quote, ['See', 'also']);
    const [added] = compositions.get().parts.slice(3);
    compositions.joinPart(added?.key ?? '');
    compositions.joinPart(text);
    expect(compositions.joinPart(media)).toBeUndefined();
    expect(partsOf(compositions.get())).toEqual([
      FULL_THREAD[1],
      FULL_THREAD[0],
      { ...FULL_THREAD[2], text: 'See\n\nalso\n\nOnly a text' },
    ]);
  });

  it('comes back as it was after a crash', async () => {
    const compositions = opened();
    let text = '';
    keepWriting(compositions, async (written) => {
      text = written;
    });
    compositions.setAudience({ replyTo: '19', replySettings: 'verified' });
    const written = await readWriting({ readWriting: async () => text });
    expect(written?.composition).toEqual(compositions.get());
    expect(written && partsOf(written.composition)).toEqual(FULL_THREAD);
  });

  it('is not half used when the media that were kept cannot be read', async () => {
    const compositions = opened();
    const [first] = compositions.get().parts;
    const composition = { ...compositions.get(), parts: [{ ...first, media: [{ hash: 3 }] }] };
    const text = JSON.stringify({ composition, aside: [] });
    expect(await readWriting({ readWriting: async () => text })).toBeUndefined();
  });
});
