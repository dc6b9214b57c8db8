import { posix } from 'node:path';
import { COMPUTED, importsOf } from './imports.ts';
import { LAYERS, type Layer } from './layers.ts';

/** True for `folder` itself, what is in it, and for `parent/*` what is in any folder of the parent. */
function isWithin(path: string, place: string): boolean {
  if (!place.endsWith('/*')) return path === place || path.startsWith(`${place}/`);
  const parent = place.slice(0, -1);
  return path.startsWith(parent) && path.slice(parent.length).includes('/');
}

export function layerOf(path: string): Layer | undefined {
  return LAYERS.find((layer) => isWithin(path, layer.path));
}

/** The folder whose files may import each other: for `renderer/*` each feature has its own. */
function ownFolder(path: string, layer: Layer): string {
  return layer.path.endsWith('/*') ? posix.dirname(path).split('/').slice(0, 2).join('/') : layer.path;
}

function mayImportFile(path: string, target: string, layer: Layer): boolean {
  const places = [ownFolder(path, layer), ...(layer.layers ?? [])];
  return places.some((place) => isWithin(target, place));
}

function mayImport(path: string, specifier: string, layer: Layer): boolean {
  if (specifier === COMPUTED) return layer.computed === true;
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
    return mayImportFile(path, target, layer);
  }
  if (specifier.startsWith('node:')) return layer.node === true;
  return (layer.packages ?? []).some((name) => isWithin(specifier, name));
}

/** What is against the import law in one file, as sentences. */
export function importViolations(path: string, source: string): string[] {
  const layer = layerOf(path);
  if (layer === undefined) return [`${path} is in no layer of test/architecture/layers.ts`];
  return importsOf(path, source)
    .filter((specifier) => !mayImport(path, specifier, layer))
    .map((specifier) => `${path} may not import ${specifier} (layer ${layer.path})`);
}
