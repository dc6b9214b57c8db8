// Writes the pages of docs/ that are made of tables in the code.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failuresPage } from './failures-page.ts';
import { ROOT } from './project.mjs';
import { shortcutsPage } from './shortcuts-page.ts';

await writeFile(join(ROOT, 'docs/shortcuts.md'), shortcutsPage());
await writeFile(join(ROOT, 'docs/failures.md'), failuresPage());
