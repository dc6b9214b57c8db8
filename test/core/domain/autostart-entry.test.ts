import fc from 'fast-check';
import { expect, test } from 'vitest';
import { autostartEntry, isEntryOn } from '../../../core/domain/autostart-entry.ts';

/** As the specification says that desktops read it: the text is unescaped, then cut into arguments. */
function readExec(entry: string): readonly string[] {
  const value = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  const text = value.replace(/\\([sntr\\])/g, (_all, letter: string) => ESCAPES[letter] ?? letter);
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|([^ ]+)/gs)].map(([, quoted, plain]) =>
    (quoted?.replace(/\\(["`$\\])/g, '$1') ?? plain ?? '').replaceAll('%%', '%'),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };

test('a path with anything in it is the path that is started', () => {
  const path = fc.string({ unit: fc.constantFrom(...'a/ %"\'`$\\;&()é~#\n\t'), minLength: 1 });
  fc.assert(
    fc.property(path, (each) => {
      expect(readExec(autostartEntry([each, '--hidden']))).toEqual([each, '--hidden']);
    }),
  );
});

test('a path with spaces and a percent sign is written as desktops read it', () => {
  expect(autostartEntry(['/opt/My 100% Apps/perch', '--hidden'])).toContain(
    'Exec="/opt/My 100%% Apps/perch" --hidden\n',
  );
});

test('an entry that a desktop switched off is off', () => {
  const entry = autostartEntry(['/opt/perch']);
  expect(isEntryOn(entry)).toBe(true);
  expect(isEntryOn(`${entry}Hidden=true\n`)).toBe(false);
  expect(isEntryOn(entry.replace('enabled=true', 'enabled=false'))).toBe(false);
});
