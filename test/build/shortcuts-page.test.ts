import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../build/project.mjs';
import { shortcutsPage } from '../../build/shortcuts-page.ts';
import { SHORTCUTS } from '../../renderer/shortcuts.ts';

describe('docs/shortcuts.md', () => {
  it('is up to date: `npm run docs` writes it anew', () => {
    expect(readFileSync(join(ROOT, 'docs/shortcuts.md'), 'utf8')).toBe(shortcutsPage());
  });

  it('has every shortcut', () => {
    for (const { label } of Object.values(SHORTCUTS)) expect(shortcutsPage()).toContain(`| ${label} |`);
  });
});
