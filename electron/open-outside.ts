import { shell } from 'electron';
import { isAllowed } from './links.ts';

/**
 * Hands an address to the system's browser; the only place that does. Whoever built it, it is looked at once more:
 * a system opens much else than pages. Throws when it is none of ours.
 */
export async function openOutside(link: string): Promise<void> {
  if (!isAllowed(link)) throw new Error('An address was not opened: it does not lead to X.');
  await shell.openExternal(link);
}
