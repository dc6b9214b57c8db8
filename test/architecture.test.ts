import { describe, expect, it } from 'vitest';
import { ambientUses } from './architecture/ambient.ts';
import { importViolations, layerOf } from './architecture/law.ts';
import { LAYERS, PURE_LAYERS } from './architecture/layers.ts';
import { sourcesIn } from './architecture/sources.ts';

const SOURCES = sourcesIn('core', 'electron', 'renderer', 'build');

describe('the import law', () => {
  it('is kept by every file', () => {
    expect(SOURCES.flatMap(({ path, text }) => importViolations(path, text))).toEqual([]);
  });

  it('has no row without a file', () => {
    const used = new Set(SOURCES.map(({ path }) => layerOf(path)?.path));
    expect(LAYERS.map(({ path }) => path).filter((path) => !used.has(path))).toEqual([]);
  });

  it.each([
    ['core/domain/a.ts', "import { readFile } from 'node:fs';"],
    ['core/domain/a.ts', "import type { App } from 'electron';"],
    ['core/domain/a.ts', "type App = import('electron').App;"],
    ['core/domain/a.ts', "export * from 'lodash';"],
    ['core/processors/a.ts', "import { open } from '../adapters/sqlite/open.ts';"],
    ['core/processors/a.ts', "const open = await import('../adapters/sqlite/open.ts');"],
    ['core/adapters/x/a.ts', "import { DatabaseSync } from '@photostructure/sqlite';"],
    ['core/adapters/x/a.ts', "import { open } from '../sqlite/open.ts';"],
    ['core/cli/a.ts', "import { app } from 'electron';"],
    ['electron/tray.ts', "import Store from 'electron-store';"],
    ['electron/tray.ts', "import { open } from '../core/adapters/sqlite/open.ts';"],
    ['electron/preload.ts', "import fs from 'node:fs';"],
    ['renderer/queue/a.tsx', "import { Composer } from '../compose/composer.tsx';"],
    ['renderer/queue/a.tsx', "import { open } from '../../core/adapters/sqlite/open.ts';"],
    ['renderer/ui/a.tsx', "import { posts } from '../state/posts.ts';"],
    ['build/a.ts', "import { Post } from '../core/domain/post.ts';"],
    ['core/domain/a.ts', 'const load = (name: string) => import(name);'],
    ['core/elsewhere/a.ts', ''],
  ])('refuses in %s: %s', (path, source) => {
    expect(importViolations(path, source)).toHaveLength(1);
  });

  it.each([
    ['core/domain/a.ts', "import * as chrono from 'chrono-node/en'; import './post.ts';"],
    ['electron/settings.ts', "import Store from 'electron-store'; import { app } from 'electron';"],
    ['renderer/queue/a.tsx', "import { Button } from '../ui/button.tsx'; import './row.tsx';"],
    ['renderer/app.tsx', "import { Composer } from './compose/composer.tsx';"],
  ])('allows in %s: %s', (path, source) => {
    expect(importViolations(path, source)).toEqual([]);
  });
});

describe('time and chance', () => {
  it('come from ports in every pure layer', () => {
    const pure = SOURCES.filter(({ path }) => PURE_LAYERS.includes(layerOf(path)?.path ?? ''));
    expect(pure.flatMap(({ path, text }) => ambientUses(path, text))).toEqual([]);
  });

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'Temporal.Now.instant()'])(
    'are seen in %s',
    (code) => {
      expect(ambientUses('core/domain/a.ts', `const a = () => ${code};`)).toHaveLength(1);
    },
  );

  it('are not seen in a date made from a number', () => {
    expect(ambientUses('core/domain/a.ts', 'const a = new Date(0);')).toEqual([]);
  });
});
