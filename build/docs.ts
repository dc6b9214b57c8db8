// Writes the pages of docs/ that are made of tables in the code.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failuresPage } from './failures-page.ts';
import { ROOT } from './project.mjs';
import { shortcutsPage } from './shortcuts-page.ts';
import { trayPage, trayPictures } from './tray/tray-page.ts';

await writeFile(join(ROOT, 'docs/shortcuts.md'), shortcutsPage());
await writeFile(join(ROOT, 'docs/failures.md'), failuresPage());
await writeFile(join(ROOT, 'docs/tray.md'), trayPage());
await mkdir(join(ROOT, 'docs/tray'), { recursive: true });
for (const [path, picture] of trayPictures()) await writeFile(join(ROOT, 'docs', path), picture);
