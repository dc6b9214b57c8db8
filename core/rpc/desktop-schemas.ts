import { z } from 'zod/mini';
import type { ShellApi } from './shell-contract.ts';

/** The arguments of what the window may ask of main about its place on the desktop. */
export const DESKTOP_ARGUMENTS = {
  setNotice: z.tuple([z.enum(['failures', 'firstSuccess', 'published']), z.boolean()]),
  testNotice: z.tuple([]),
  seen: z.tuple([z.string().check(z.maxLength(100))]),
  setTheme: z.tuple([z.enum(['system', 'light', 'dark'])]),
  dismissTrayHint: z.tuple([]),
  fitHeight: z.tuple([z.number().check(z.minimum(0), z.maximum(10_000))]),
} satisfies Partial<Record<keyof ShellApi, z.core.$ZodType>>;
