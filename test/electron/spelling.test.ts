import { describe, expect, test } from 'vitest';
import { contextMenu, spellingMenu } from '../../electron/context-menu.ts';
import { createSpelling } from '../../electron/spelling.ts';

const silentLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const NOTHING_CAN = {
  canUndo: false,
  canRedo: false,
  canCut: false,
  canCopy: false,
  canPaste: true,
  canSelectAll: true,
};
const FIELD = {
  isEditable: true,
  selectionText: '',
  editFlags: { ...NOTHING_CAN, canDelete: false, canEditRichly: false },
};
const NO_CHOICES = { suggestions: [], replace: () => {}, learn: () => {} };

function createSettings() {
  const values = { spelling: null as boolean | null, learnedWords: [] as readonly string[] };
  return {
    values,
    get: (key: string) => values[key as keyof typeof values] as never,
    set: (key: string, value: unknown) => Object.assign(values, { [key]: value }),
  };
}

describe('the spell-check', () => {
  const open = (languages: readonly string[], settings = createSettings()) => ({
    settings,
    spelling: createSpelling({ settings, log: silentLog, languages, thread: '/nowhere.js' }),
  });

  test('is on for those who write English, until they say otherwise', () => {
    expect(open(['en-GB', 'de']).spelling.isOn()).toBe(true);
    expect(open(['de-DE', 'en']).spelling.isOn()).toBe(false);
    expect(open([]).spelling.isOn()).toBe(false);
    const { spelling } = open(['de-DE']);
    spelling.setOn(true);
    expect(spelling.isOn()).toBe(true);
  });

  test('finds nothing wrong when it cannot be asked', async () => {
    const { spelling } = open(['en']);
    expect(await spelling.check(['tomorow'])).toEqual([]);
    expect(await spelling.suggest('tomorow')).toEqual([]);
  });

  test('keeps each learned word once', () => {
    const { spelling, settings } = open(['en']);
    spelling.learn('Perchling');
    spelling.learn('Perchling');
    expect(settings.values.learnedWords).toEqual(['Perchling']);
  });
});

describe('the context menu', () => {
  const labels = (template: ReturnType<typeof contextMenu>) =>
    template.map(({ label, role, type }) => label ?? role ?? type);

  test('of a text field has what can be done with text', () => {
    const menu = contextMenu(FIELD);
    expect(labels(menu)).toEqual(['undo', 'redo', 'separator', 'cut', 'copy', 'paste', 'selectAll']);
    expect(menu.find(({ role }) => role === 'cut')?.enabled).toBe(false);
    expect(menu.find(({ role }) => role === 'paste')?.enabled).toBe(true);
  });

  test('of a misspelled word begins with better ones', () => {
    const replaced: string[] = [];
    const choices = {
      ...NO_CHOICES,
      suggestions: ['tomorrow'],
      replace: (word: string) => replaced.push(word),
    };
    const menu = spellingMenu('tomorow', choices);
    expect(labels(menu).slice(0, 4)).toEqual(['tomorrow', 'Learn “tomorow”', 'separator', 'undo']);
    expect(menu.some(({ enabled }) => enabled === false)).toBe(false);
    (menu[0] as { click: () => void }).click();
    expect(replaced).toEqual(['tomorrow']);
    expect(labels(spellingMenu('xqzt', NO_CHOICES))[0]).toBe('No suggestions');
  });

  test('elsewhere is for copying what is selected', () => {
    expect(labels(contextMenu({ ...FIELD, isEditable: false, selectionText: 'a' }))).toEqual(['copy']);
    expect(contextMenu({ ...FIELD, isEditable: false, selectionText: ' ' })).toEqual([]);
  });
});
