import { join } from 'node:path';
import { staleTargets } from '../../build/freshness.mjs';
import { ROOT } from '../../build/project.mjs';

/** The command line: the bundle when it is that of the sources as they are, else the sources themselves. */
export const ENTRY = join(
  ROOT,
  staleTargets(['cli']).length === 0 ? 'dist/cli/perch.js' : 'core/cli/main.ts',
);
