import { BOUNDARY } from './boundary.ts';
import { CONTENT } from './content.ts';
import { PACK } from './pack.ts';
import type { Regression } from './regression.ts';
import { WINDOW } from './window.ts';

/** Every guard that is taken away by `npm run regress`, one by one. */
export const REGRESSIONS: readonly Regression[] = [...WINDOW, ...CONTENT, ...BOUNDARY, ...PACK];
