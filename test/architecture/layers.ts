/** What the files of one layer may import besides each other. */
export type Layer = {
  /** A folder, or a single file, which then comes before its folder. */
  readonly path: string;
  /** Folders or files of the project. */
  readonly layers?: readonly string[];
  /** npm packages, subpaths included. */
  readonly packages?: readonly string[];
  /** Node's own modules. */
  readonly node?: true;
  /** Modules whose name is worked out while running. */
  readonly computed?: true;
};

const CORE = [
  'core/domain',
  'core/ports',
  'core/processors',
  'core/supervisor',
  'core/rpc',
  'core/service',
  'core/worker.ts',
];
const REACT = ['react', 'react-dom', 'react-aria-components', '@internationalized/date', 'lucide-react'];
const WINDOW_PACKAGES = [...REACT, '@tanstack/react-virtual', 'temporal-polyfill'];

/** What every part of the window may use: the contract, primitives, shared state and words. */
const WINDOW_BASE = ['core/domain', 'core/rpc', 'renderer/ui', 'renderer/state', 'renderer/strings.ts'];
const FEATURE_BASE = [
  ...WINDOW_BASE,
  'renderer/api.ts',
  'renderer/shortcuts.ts',
  'renderer/use-shortcuts.ts',
];

/** The import law. The first row whose path fits a file is that file's layer. */
export const LAYERS: readonly Layer[] = [
  { path: 'core/domain', packages: ['twitter-text', 'temporal-polyfill', 'chrono-node'] },
  { path: 'core/ports', layers: ['core/domain'] },
  { path: 'core/processors', layers: ['core/domain', 'core/ports'] },
  { path: 'core/supervisor', layers: ['core/domain', 'core/ports'] },
  { path: 'core/rpc', layers: ['core/domain'], packages: ['zod', 'birpc'] },
  { path: 'core/service', layers: ['core/domain', 'core/ports', 'core/rpc'] },
  {
    path: 'core/worker.ts',
    layers: ['core/domain', 'core/ports', 'core/processors', 'core/supervisor', 'core/rpc'],
  },
  {
    path: 'core/adapters/sqlite',
    layers: ['core/domain', 'core/ports'],
    packages: ['@photostructure/sqlite'],
    node: true,
  },
  { path: 'core/adapters/network', layers: ['core/domain'], node: true },
  { path: 'core/adapters/content', layers: ['core/domain', 'core/ports'], node: true },
  {
    path: 'core/adapters/azure',
    layers: ['core/domain', 'core/ports', 'core/adapters/content', 'core/adapters/network'],
    packages: ['@azure/data-tables', '@azure/storage-blob', '@azure/storage-queue'],
    node: true,
  },
  {
    path: 'core/adapters/sandbox',
    layers: ['core/domain'],
    packages: ['@photostructure/sqlite', 'twitter-text'],
    node: true,
  },
  {
    path: 'core/adapters/x',
    layers: ['core/domain', 'core/ports'],
    packages: ['twitter-api-v2'],
    node: true,
  },
  { path: 'core/adapters/system', layers: ['core/domain', 'core/ports'], node: true },
  { path: 'core/host', layers: [...CORE, 'core/adapters'], packages: ['papaparse'], node: true },
  {
    path: 'core/cli',
    layers: [...CORE, 'core/adapters', 'core/host'],
    packages: ['commander'],
    node: true,
  },

  { path: 'electron/preload.ts', layers: ['core/rpc'], packages: ['electron'] },
  {
    path: 'electron/updater.ts',
    layers: ['electron', 'core/rpc'],
    packages: ['electron', 'electron-updater'],
  },
  { path: 'electron/speller.ts', layers: ['electron'], packages: ['nspell'], node: true },
  { path: 'electron/worker.ts', layers: [...CORE, 'core/adapters', 'core/host', 'electron'], node: true },
  {
    path: 'electron/worker-examine.ts',
    layers: [...CORE, 'core/adapters/system', 'core/host'],
    node: true,
  },
  {
    path: 'electron/worker-windows.ts',
    layers: [...CORE, 'core/adapters/system', 'core/host'],
    packages: ['electron'],
    node: true,
  },
  {
    path: 'electron/settings.ts',
    layers: ['core/domain', 'core/ports', 'core/rpc', 'electron'],
    packages: ['electron', 'electron-store'],
    node: true,
  },
  {
    path: 'electron',
    layers: [
      'core/domain',
      'core/ports',
      'core/rpc',
      'core/supervisor',
      'core/adapters/sandbox',
      'core/adapters/system',
      'core/adapters/network',
      'core/host/environment.ts',
      'core/host/keys.ts',
      'core/host/guarded-secrets.ts',
      'core/host/home.ts',
      'core/host/media-folder.ts',
      'core/host/network.ts',
      'core/host/network-choice.ts',
      'core/host/secrets.ts',
      'core/host/sign-in.ts',
      'core/host/sign-in-notes.ts',
      'core/host/sign-in-views.ts',
      'core/host/sign-out.ts',
      'core/service/sign-in.ts',
      'core/host/storage-choice.ts',
      'core/host/vault.ts',
    ],
    packages: ['electron'],
    node: true,
  },

  { path: 'renderer/ui', layers: ['renderer/strings.ts'], packages: WINDOW_PACKAGES },
  { path: 'renderer/state', layers: [...WINDOW_BASE, 'renderer/api.ts'], packages: WINDOW_PACKAGES },
  { path: 'renderer/post', layers: FEATURE_BASE, packages: WINDOW_PACKAGES },
  { path: 'renderer/*', layers: [...FEATURE_BASE, 'renderer/post'], packages: WINDOW_PACKAGES },
  { path: 'renderer', layers: ['core/domain', 'core/rpc'], packages: [...WINDOW_PACKAGES, 'birpc'] },

  // These read the tables that the product goes by.
  {
    path: 'build/shortcuts-page.ts',
    layers: ['renderer/shortcuts.ts', 'renderer/strings.ts', 'renderer/ui/keys.ts'],
  },
  {
    path: 'build/failures-page.ts',
    layers: ['core/domain', 'core/ports', 'core/adapters/x', 'core/adapters/sqlite'],
  },
  // Its pictures have the names by which they are found.
  {
    path: 'build/tray',
    layers: ['build', 'electron/tray-image.ts', 'electron/tray-state.ts'],
    node: true,
  },
  {
    path: 'build',
    layers: ['build/tray'],
    packages: [
      'vite',
      '@vitejs/plugin-react',
      'vitest',
      'yauzl',
      '@electron/fuses',
      'electron',
      'electron-builder',
    ],
    node: true,
    computed: true,
  },
];

/** Layers whose time and randomness come in through ports. */
export const PURE_LAYERS = CORE;
