import { STATUSES } from '../domain/status.ts';
import { z } from './zod.ts';

/** Something to be done with a file that the person names in a dialog. */
export const fileJob = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    name: z.string().check(z.maxLength(200)),
    text: z.string().check(z.maxLength(50_000_000)),
  }),
  z.strictObject({
    kind: z.literal('export'),
    format: z.enum(['csv', 'json']),
    status: z.optional(z.array(z.enum(STATUSES))),
    account: z.optional(z.string().check(z.maxLength(100))),
  }),
  z.strictObject({ kind: z.literal('backup') }),
  z.strictObject({ kind: z.literal('restore') }),
]);
