// Stands in for Electron's default app in a runtime that came without one: runs the app whose folder or file
// is the first plain argument. It must stay an ES module that awaits the app's entry at its top level, because
// Electron holds its "ready" event for exactly that long, and apps may register custom schemes only before.
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const requireFromHere = createRequire(join(process.cwd(), 'index.js'));

/** @param {readonly string[]} argv */
function parseArguments(argv) {
  const preloads = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--version' || argument === '-v')
      return { preloads, showVersion: true, path: undefined };
    if (argument === '-r' || argument === '--require') preloads.push(argv[++i] ?? '');
    else if (!argument.startsWith('-')) return { preloads, showVersion: false, path: argument };
  }
  return { preloads, showVersion: false, path: undefined };
}

/** Gives the app its identity and returns the file to run. @param {string} path */
function adopt(path) {
  if (!statSync(path).isDirectory()) return path;
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const name = manifest.productName ?? manifest.name;
  if (name !== undefined) app.setName(name);
  // Electron has these setters at run time; its type declarations leave them out.
  const self = /** @type {Record<string, (value: string) => void>} */ (/** @type {unknown} */ (app));
  if (manifest.version !== undefined) self['setVersion']?.(manifest.version);
  if (manifest.desktopName !== undefined) self['setDesktopName']?.(manifest.desktopName);
  self['setAppPath']?.(path);
  return join(path, manifest.main ?? 'index.js');
}

const { preloads, showVersion, path } = parseArguments(process.argv.slice(1));
if (showVersion || path === undefined) {
  console.log(showVersion ? `v${process.versions.electron}` : 'Usage: electron [-r FILE] PATH-OF-APP');
  process.exit(showVersion ? 0 : 2);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
for (const file of preloads) requireFromHere(file);
await import(pathToFileURL(adopt(resolve(path))).href);
