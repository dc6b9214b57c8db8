import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecord } from '../freshness.mjs';
import { ROOT } from '../project.mjs';

type Licence = { readonly name: string; readonly version: string; readonly terms: string };

/** Packed as they are, beside the bundles: no bundle knows of them. */
const BESIDE = ['dictionary-en', '@photostructure/sqlite', 'node-gyp-build'];

const FILE = /^(licen[cs]e|copying|notice)/i;

/** Packages that name their licence but come without its text. */
const WITHOUT_TEXT: Readonly<Record<string, string>> = {
  '@nodable/entities':
    'MIT License\n\nCopyright (c) Amit Gupta (https://solothought.com)\n\n' +
    'The package has no text of its own; it is that of fast-xml-parser, by the same author, in this file.',
  'lazy-val':
    'MIT License\n\nCopyright (c) Vladimir Krivosheev\n\n' +
    'The package has no text of its own; it is that of electron-updater, which it was made for, in this file.',
};

async function licenceOf(folder: string): Promise<Licence> {
  const manifest = JSON.parse(await readFile(join(ROOT, folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest as Record<string, string>;
  const files = (await readdir(join(ROOT, folder))).filter((file) => FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(ROOT, folder, file), 'utf8')));
  const terms = texts.length > 0 ? texts.join('\n\n') : WITHOUT_TEXT[name ?? ''];
  if (name === undefined || version === undefined || terms === undefined)
    throw new Error(`${folder} is in Perch, but its licence (${license ?? 'none named'}) was not found.`);
  return { name, version, terms: terms.trim() };
}

/** The licences of everything that is in the bundles of `targets` or beside them, as one text. */
export async function collectLicences(targets: readonly string[]): Promise<string> {
  const bundled = targets.flatMap((target) => readRecord(target)?.bundled ?? []);
  const folders = new Set([...bundled, ...BESIDE.map((name) => `node_modules/${name}`)]);
  const licences = await Promise.all([...folders].map(licenceOf));
  const byTerms = new Map<string, string[]>();
  for (const { name, version, terms } of licences)
    byTerms.set(terms, [...(byTerms.get(terms) ?? []), `${name} ${version}`]);
  const parts = [...byTerms].map(([terms, names]) => `${names.sort().join(', ')}\n\n${terms}\n`);
  const head =
    'Perch is made with the packages below. Electron and Chromium have their own files: ' +
    'LICENSE.electron.txt and LICENSES.chromium.html.\n';
  return [head, ...parts.sort()].join(`\n${'-'.repeat(80)}\n\n`);
}
