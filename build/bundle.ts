import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { mergeConfig, type Plugin, build as viteBuild } from 'vite';
import { fingerprint, forgetBuild, readRecord, recordBuild } from './freshness.mjs';
import { ROOT, say } from './project.mjs';
import { isTargetName, TARGETS, type Target, type TargetName } from './targets.ts';

/** The bundler's own rules are an input of everything it makes. */
const PICTURES = [
  ...['icon.svg', 'svg-path.ts', 'image-files.ts'].map((name) => `build/package/${name}`),
  ...filesIn(join(ROOT, 'build/tray')).map((name) => `build/tray/${name}`),
];
const RECIPE = ['build/bundle.ts', 'build/targets.ts', ...PICTURES];

/** Notes every project file as it is read: a file that changes during the build is then seen as changed. */
function inputRecorder(inputs: Record<string, string>): Plugin {
  return {
    name: 'perch-input-recorder',
    enforce: 'pre',
    load(id) {
      const path = relative(ROOT, id.replace(/\?.*$/, ''));
      const ours = !path.startsWith('..') && !path.startsWith('node_modules') && !path.startsWith('\0');
      if (ours && existsSync(join(ROOT, path))) inputs[path] = fingerprint(path);
      return null;
    },
  };
}

/** Notes every package of which something is in the bundle, as its folder: their licences go with it. */
function packageRecorder(packages: Set<string>): Plugin {
  return {
    name: 'perch-package-recorder',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const id of chunks.flatMap(({ moduleIds }) => moduleIds)) {
        const [, folder] = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
        if (folder !== undefined) packages.add(relative(ROOT, folder));
      }
    },
  };
}

/**
 * V8 keeps the text of a script in memory, two bytes for each character as soon as one of them needs two: written as
 * escapes they need one, which is 3 MB in the worker alone.
 */
function latinWriter(): Plugin {
  return {
    name: 'perch-latin-writer',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle))
        if (output.type === 'chunk') output.code = output.code.replace(/[^\0-\xff]/g, asEscape);
    },
  };
}

const asEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Moves each file over its predecessor, so that nobody ever reads half a bundle. */
function publish(from: string, outDir: string, predecessors: readonly string[]): string[] {
  const outputs = filesIn(join(ROOT, from)).map((file) => {
    const output = join(outDir, file);
    mkdirSync(dirname(join(ROOT, output)), { recursive: true });
    renameSync(join(ROOT, from, file), join(ROOT, output));
    return output;
  });
  for (const old of predecessors) if (!outputs.includes(old)) rmSync(join(ROOT, old), { force: true });
  return outputs;
}

async function bundleTarget(name: TargetName, target: Target): Promise<void> {
  const predecessors = readRecord(name)?.outputs ?? [];
  forgetBuild(name);
  const inputs = Object.fromEntries(RECIPE.map((path) => [path, fingerprint(path)]));
  const bundled = new Set<string>();
  // As deep as the real folder: source maps hold relative paths.
  const draft = `dist/.${name}-${process.pid}`;
  const common = {
    configFile: false as const,
    root: ROOT,
    publicDir: false as const,
    logLevel: 'warn' as const,
    plugins: [
      inputRecorder(inputs),
      packageRecorder(bundled),
      ...(name === 'renderer' ? [] : [latinWriter()]),
    ],
    build: { outDir: join(ROOT, draft), emptyOutDir: true, reportCompressedSize: false },
  };
  try {
    await viteBuild(mergeConfig(common, target.config));
    const outputs = publish(draft, target.outDir, predecessors);
    recordBuild(name, { inputs, outputs, bundled: [...bundled].sort() });
  } finally {
    rmSync(join(ROOT, draft), { recursive: true, force: true });
  }
}

/** Bundles the named targets side by side. */
export async function bundle(names: readonly TargetName[]): Promise<void> {
  const started = performance.now();
  await Promise.all(names.map((name) => bundleTarget(name, TARGETS[name])));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`Built ${names.join(', ')} in ${seconds} s.`);
}

if (import.meta.main) {
  const names = process.argv.slice(2);
  await bundle(names.length === 0 ? Object.keys(TARGETS).filter(isTargetName) : names.filter(isTargetName));
}
