// Packs editions of the copy that `npm run regress` breaks; run there, by run-tests.ts.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OUT } from '../../build/package/config.ts';
import { copyElectron } from '../../build/package/electron-dist.ts';
import { makeIcons } from '../../build/package/icons.ts';
import { type Edition, pack } from '../../build/package/pack.ts';

const editions = process.argv.slice(2) as Edition[];
const folder = join(OUT, 'electron');
const note = join(OUT, 'electron.json');

if (!existsSync(note)) {
  await makeIcons(join(OUT, 'icons'));
  await writeFile(note, JSON.stringify(await copyElectron(folder)));
}
const electron = JSON.parse(await readFile(note, 'utf8'));
for (const edition of editions) await pack(edition, ['dir'], electron);
