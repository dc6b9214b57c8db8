import { expect, test } from 'vitest';
import { searchByLabel, searchPosts } from '../../renderer/state/palette-search.ts';
import { postView } from './support.ts';

const COMMANDS = ['New post', 'Go to the queue', 'Pause or resume', 'Theme: Dark'].map((label) => ({
  label,
}));
const labels = (search: string) => searchByLabel(COMMANDS, search).map(({ label }) => label);

test('a command is found by parts of its words, those that begin with it first', () => {
  expect(labels('')).toEqual(COMMANDS.map(({ label }) => label));
  expect(labels('the')).toEqual(['Go to the queue', 'Theme: Dark']);
  expect(labels('use')).toEqual(['Pause or resume']);
  expect(labels('p')).toEqual(['New post', 'Pause or resume']);
  expect(labels('resume PAUSE')).toEqual(['Pause or resume']);
  expect(labels('nothing')).toEqual([]);
});

test('a post is found by words of any part and by its account, a few at most', () => {
  const thread = postView({
    account: 'alice',
    parts: [{ text: 'Good morning' }, { text: 'and Good night' }],
  });
  const posts = [thread, ...Array.from({ length: 20 }, () => postView({ parts: [{ text: 'other' }] }))];
  expect(searchPosts(posts, '')).toEqual([]);
  expect(searchPosts(posts, 'night MORN')).toEqual([thread]);
  expect(searchPosts(posts, '@alice')).toEqual([thread]);
  expect(searchPosts(posts, 'other')).toHaveLength(8);
});
