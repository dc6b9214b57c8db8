import { join } from 'node:path';

/** Where main finds what a window shows: the store itself, or copies of what a shared one has. */
export const mediaFolder = (home: string): string => join(home, 'media');
