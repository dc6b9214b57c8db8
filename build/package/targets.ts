import { canDownload } from '../electron-runtime.ts';
import { ensureTool } from '../system-libraries.ts';

/** What can be made on this system, in the words of electron-builder; `dir` is the unpacked app. */
export const TARGETS: readonly string[] = {
  linux: ['dir', 'tar.gz', 'deb', 'rpm', 'AppImage'],
  darwin: ['dir', 'dmg', 'zip'],
  win32: ['dir', 'nsis'],
}[process.platform as string] ?? ['dir'];

/** What a target needs that neither npm nor this repository brings; the sentence says why it is left out. */
const NEEDS: Readonly<Record<string, { isThere: () => boolean | Promise<boolean>; readonly why: string }>> = {
  deb: {
    isThere: () => ensureTool('dpkg-deb', 'dpkg'),
    why: 'dpkg-deb is missing; Debian and Ubuntu have it.',
  },
  rpm: {
    isThere: () => ensureTool('rpmbuild', 'rpm'),
    why: 'rpmbuild is missing. On Debian: sudo apt-get install rpm',
  },
  AppImage: {
    isThere: canDownload,
    why: 'its runtime is only to be had from github.com, which cannot be reached from here.',
  },
  nsis: {
    isThere: canDownload,
    why: 'its compiler and plugins are only to be had from github.com, which cannot be reached from here.',
  },
};

export type Choice = {
  readonly made: readonly string[];
  /** With the reason, as a sentence. */
  readonly leftOut: readonly (readonly [target: string, why: string])[];
};

/** Sorts out which of the wanted targets can be made here. */
export async function chooseTargets(wanted: readonly string[]): Promise<Choice> {
  const made: string[] = [];
  const leftOut: [string, string][] = [];
  for (const target of wanted) {
    const need = NEEDS[target];
    if (need === undefined || (await need.isThere())) made.push(target);
    else leftOut.push([target, need.why]);
  }
  return { made, leftOut };
}
