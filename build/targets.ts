import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';
import { ROOT } from './project.mjs';
import { trayIconFiles } from './tray/tray-icons.ts';

/** One thing that the bundler makes: an entry file in, a folder of files out. */
export type Target = {
  readonly entry: string;
  readonly outDir: string;
  readonly config: InlineConfig;
};

/** Electron provides itself; the SQLite binding loads its native file from its own package folder. */
const EXTERNAL = ['electron', '@photostructure/sqlite'];

/** Of main, which loads it beside itself when it is needed; a start does not read it. */
function updaterApart(): Plugin {
  return {
    name: 'perch-updater-apart',
    enforce: 'pre',
    resolveId: (source) => (source === './updater.ts' ? { id: './updater.js', external: true } : null),
  };
}

/** twitter-text means the package, not Node's deprecated built-in (which no window has). */
const RESOLVE = { alias: { punycode: `${ROOT}/node_modules/punycode/punycode.js` } };

type NodeOutput = {
  readonly format?: 'es' | 'cjs';
  readonly buildTarget?: string;
  readonly banner?: string;
  readonly plugins?: readonly Plugin[];
  /** See electron/debug-ports.ts. */
  readonly debugPorts?: boolean;
};

/** Everything in one file: a running program never looks for a chunk that a rebuild replaced. */
function nodeTarget(entry: string, output: string, options: NodeOutput = {}): Target {
  const [, outDir = '', file = ''] = /^(.*)\/([^/]+)$/.exec(output) ?? [];
  const config: InlineConfig = {
    resolve: RESOLVE,
    define: { __DEBUG_PORTS__: String(options.debugPorts ?? false) },
    plugins: [...(options.plugins ?? [])],
    ssr: { noExternal: true, external: EXTERNAL },
    build: {
      ssr: entry,
      target: options.buildTarget ?? 'node20.18',
      sourcemap: true,
      rolldownOptions: {
        external: EXTERNAL,
        output: {
          format: options.format ?? 'es',
          entryFileNames: file,
          codeSplitting: false,
          ...(options.banner === undefined ? {} : { banner: options.banner }),
        },
      },
    },
  };
  return { entry, outDir, config };
}

/** Beside main, under their own names: macOS knows a template by its name. */
function trayIcons(): Plugin {
  return {
    name: 'perch-tray-icons',
    generateBundle() {
      for (const [name, source] of trayIconFiles(process.platform))
        this.emitFile({ type: 'asset', fileName: `tray/${name}`, source });
    },
  };
}

/** English, MIT and BSD, for the spell-check. */
function dictionaryFiles(): Plugin {
  const folder = dirname(fileURLToPath(import.meta.resolve('dictionary-en')));
  return {
    name: 'perch-dictionary',
    generateBundle() {
      for (const end of ['aff', 'dic'])
        this.emitFile({
          type: 'asset',
          fileName: `en.${end}`,
          source: readFileSync(join(folder, `index.${end}`)),
        });
    },
  };
}

/** Stays within `script-src 'self'`: nothing inlined, no polyfill, paths relative to app://perch/index.html. */
function rendererTarget(plugins: readonly Plugin[]): Target {
  return {
    entry: 'renderer/index.html',
    outDir: 'dist/renderer',
    config: {
      root: `${ROOT}/renderer`,
      base: './',
      resolve: RESOLVE,
      plugins: [...plugins],
      build: {
        target: 'chrome130',
        rollupOptions: { input: [`${ROOT}/renderer/index.html`, `${ROOT}/renderer/quick.html`] },
        minify: true,
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        // Read from the disk, not from a network.
        chunkSizeWarningLimit: 2000,
      },
    },
  };
}

/** Everything that `dist/` holds, by name. */
export const TARGETS = {
  main: nodeTarget('electron/main.ts', 'dist/electron/main.js', { plugins: [trayIcons(), updaterApart()] }),
  // The same in a pack that tests drive over a debug port; it is never released.
  drivenMain: nodeTarget('electron/main.ts', 'dist/driven/main.js', {
    debugPorts: true,
    plugins: [updaterApart()],
  }),
  worker: nodeTarget('electron/worker.ts', 'dist/electron/worker.js'),
  speller: nodeTarget('electron/speller.ts', 'dist/electron/speller.js', { plugins: [dictionaryFiles()] }),
  updater: nodeTarget('electron/updater.ts', 'dist/electron/updater.js'),
  // A sandboxed preload script must be CommonJS.
  preload: nodeTarget('electron/preload.ts', 'dist/electron/preload.cjs', {
    format: 'cjs',
    buildTarget: 'chrome130',
  }),
  renderer: rendererTarget(react()),
  cli: nodeTarget('core/cli/main.ts', 'dist/cli/perch.js', { banner: '#!/usr/bin/env node' }),
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

export function isTargetName(name: string): name is TargetName {
  return Object.hasOwn(TARGETS, name);
}
