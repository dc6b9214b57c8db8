import { PROXY_MODES } from '../domain/network.ts';
import { ZOOMS } from '../domain/zoom.ts';
import type { ShellApi } from './shell-contract.ts';
import { z } from './zod.ts';

const secret = z.string().check(z.maxLength(4_000));

/** The arguments of what the window may ask of main about its place on this computer. */
export const DESKTOP_ARGUMENTS = {
  setNotice: z.tuple([z.enum(['failures', 'firstSuccess', 'published']), z.boolean()]),
  testNotice: z.tuple([]),
  seen: z.tuple([z.string().check(z.maxLength(100))]),
  setTheme: z.tuple([z.enum(['system', 'light', 'dark'])]),
  dismissTrayHint: z.tuple([]),
  setLogin: z.tuple([z.boolean()]),
  dismissLoginHint: z.tuple([]),
  setZoom: z.tuple([z.union(ZOOMS.map((zoom) => z.literal(zoom)))]),
  setQuickKeys: z.tuple([z.nullable(z.string().check(z.maxLength(60)))]),
  fitHeight: z.tuple([z.number().check(z.minimum(0), z.maximum(10_000))]),
  setUpdates: z.tuple([z.enum(['automatic', 'on-request'])]),
  checkForUpdate: z.tuple([]),
  restartForUpdate: z.tuple([]),
  putOffUpdate: z.tuple([]),
  skipUpdate: z.tuple([]),
  useProxy: z.tuple([z.enum(PROXY_MODES), secret, secret, secret]),
  addCaFile: z.tuple([]),
  dropCaFile: z.tuple([]),
  examine: z.tuple([z.enum(['all', 'network'])]),
} satisfies Partial<Record<keyof ShellApi, z.core.$ZodType>>;
