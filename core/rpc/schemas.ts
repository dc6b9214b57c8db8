import { REPLY_SETTINGS } from '../domain/content.ts';
import { COLUMN_ROLES, DATE_ORDERS } from '../domain/import-layout.ts';
import { MEDIA_TYPES } from '../domain/media.ts';
import { PROCESSOR_NAMES } from '../domain/processor.ts';
import { STATUSES } from '../domain/status.ts';
import { ATTACH_CHUNK } from './attach.ts';
import { MANY, type WorkerApi, type WorkerEvents } from './contract.ts';
import { DESKTOP_ARGUMENTS } from './desktop-schemas.ts';
import { fileJob } from './file-job-schema.ts';
import { MAX_IMPORT_BYTES } from './import-contract.ts';
import { MOST_WORDS, type ShellApi, type ShellEvents } from './shell-contract.ts';
import { SIGN_IN_ARGUMENTS } from './sign-in-schemas.ts';
import { z } from './zod.ts';

const id = z.string().check(z.minLength(1), z.maxLength(100));
const instant = z.number();
const name = z.string().check(z.maxLength(100));
const xId = z.string().check(z.regex(/^\d{1,25}$/));

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const chunk = z.instanceof(Uint8Array).check(z.refine(({ byteLength }) => byteLength <= ATTACH_CHUNK));

const media = z.strictObject({
  hash,
  type: z.enum(MEDIA_TYPES),
  size: z.number(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  durationMs: z.optional(z.number()),
  alt: z.string().check(z.maxLength(10_000)),
  name: z.string().check(z.maxLength(1_000)),
});

const poll = z.strictObject({
  options: z.array(z.string().check(z.maxLength(1_000))).check(z.maxLength(10)),
  minutes: z.number(),
});

const part = z.strictObject({
  text: z.string().check(z.maxLength(50_000)),
  media: z.optional(z.array(media).check(z.maxLength(20))),
  poll: z.optional(poll),
  quote: z.optional(xId),
  after: z.optional(z.number()),
});
const parts = z.array(part).check(z.maxLength(100));

const repeat = z.strictObject({
  every: z.enum(['day', 'week', 'month']),
  interval: z.number(),
  weekdays: z.optional(z.array(z.number()).check(z.maxLength(7))),
  day: z.optional(z.number()),
  start: z.string().check(z.maxLength(30)),
  zone: name,
  until: z.optional(z.string().check(z.maxLength(10))),
  times: z.optional(z.number()),
});

const newPost = z.strictObject({
  id,
  account: name,
  parts,
  dueAt: z.nullable(instant),
  zone: name,
  draft: z.optional(z.boolean()),
  slotZone: z.optional(name),
  repeat: z.optional(repeat),
  replyTo: z.optional(xId),
  replySettings: z.optional(z.enum(REPLY_SETTINGS)),
});

const postEdit = z.strictObject({
  parts: z.optional(parts),
  dueAt: z.optional(instant),
  zone: z.optional(name),
  account: z.optional(name),
  draft: z.optional(z.boolean()),
  slotZone: z.optional(name),
  repeat: z.optional(z.nullable(repeat)),
  replyTo: z.optional(z.nullable(xId)),
  replySettings: z.optional(z.nullable(z.enum(REPLY_SETTINGS))),
  expected: z.optional(parts),
});

const postChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('move'),
    id,
    dueAt: instant,
    zone: z.optional(name),
    draft: z.optional(z.boolean()),
  }),
  z.strictObject({ kind: z.literal('cancel'), id }),
  z.strictObject({ kind: z.literal('restore'), id }),
  z.strictObject({ kind: z.literal('duplicate'), id, newId: id }),
  z.strictObject({
    kind: z.literal('putBack'),
    id,
    dueAt: z.nullable(instant),
    zone: name,
    draft: z.boolean(),
  }),
]);

const listQuery = z.strictObject({
  status: z.optional(z.array(z.enum(STATUSES))),
  account: z.optional(name),
  from: z.optional(instant),
  to: z.optional(instant),
  after: z.optional(z.string().check(z.maxLength(500))),
  limit: z.optional(z.number().check(z.positive(), z.maximum(1000))),
});

const searchQuery = z.strictObject({
  text: z.string().check(z.maxLength(200)),
  status: z.optional(z.array(z.enum(STATUSES))),
  account: z.optional(name),
  after: z.optional(z.string().check(z.maxLength(500))),
  limit: z.optional(z.number().check(z.positive(), z.maximum(1000))),
});

const activityQuery = z.strictObject({
  limit: z.number().check(z.positive(), z.maximum(1000)),
  before: z.optional(z.number()),
});

const processorPatch = z.strictObject({
  enabled: z.optional(z.boolean()),
  count: z.optional(z.number()),
  idleSleep: z.optional(z.number()),
  reportTimeout: z.optional(z.number()),
});

const postingPlan = z.strictObject({
  zone: name,
  slots: z
    .array(
      z.strictObject({
        weekday: z.union([1, 2, 3, 4, 5, 6, 7].map((day) => z.literal(day))),
        time: z.string().check(z.maxLength(5)),
      }),
    )
    .check(z.maxLength(1_000)),
  lateWindow: z.optional(z.number()),
});

const importFile = z.strictObject({
  name: z.string().check(z.maxLength(1_000)),
  bytes: z.instanceof(Uint8Array).check(z.refine((bytes) => bytes.byteLength <= MAX_IMPORT_BYTES)),
});

const importChoices = z.strictObject({
  account: name,
  zone: name,
  layout: z.optional(
    z.strictObject({
      header: z.boolean(),
      columns: z.array(z.enum(COLUMN_ROLES)).check(z.maxLength(1_000)),
      dates: z.nullable(z.enum(DATE_ORDERS)),
    }),
  ),
});

const messageId = z.string().check(z.minLength(1), z.maxLength(500));

const latePatch = z.strictObject({
  lateWindow: z.optional(z.number()),
  catchUpGap: z.optional(z.number()),
});

const none = z.tuple([]);

const connection = z.string().check(z.maxLength(4_000));

/** The arguments of every call on the worker, checked on arrival: the window is not trusted. */
export const WORKER_ARGUMENTS = {
  overview: none,
  list: z.tuple([listQuery]),
  search: z.tuple([searchQuery]),
  show: z.tuple([id]),
  activity: z.tuple([activityQuery]),
  recent: z.tuple([
    z.strictObject({
      account: name,
      texts: z.array(z.string().check(z.maxLength(50_000))).check(z.maxLength(100)),
      except: name,
    }),
  ]),
  add: z.tuple([newPost]),
  edit: z.tuple([id, postEdit]),
  cancel: z.tuple([id, z.optional(z.boolean())]),
  retry: z.tuple([id, z.boolean()]),
  postNow: z.tuple([id, z.optional(z.number().check(z.minimum(0), z.maximum(60_000)))]),
  restore: z.tuple([id]),
  changeMany: z.tuple([z.array(postChange).check(z.maxLength(MANY))]),
  unpublish: z.tuple([id]),
  previewImport: z.tuple([importFile, importChoices]),
  startImport: z.tuple([id, importFile, importChoices]),
  stopImport: z.tuple([id]),
  undoImport: z.tuple([z.array(id).check(z.maxLength(200_000))]),
  attachBegin: z.tuple([z.string().check(z.maxLength(1_000))]),
  attachChunk: z.tuple([id, chunk]),
  attachEnd: z.tuple([id]),
  attachCancel: z.tuple([id]),
  showMedia: z.tuple([hash]),
  pause: z.tuple([z.nullable(z.union([instant, z.literal('forever')]))]),
  setProcessor: z.tuple([z.enum(PROCESSOR_NAMES), processorPatch]),
  setPostingPlan: z.tuple([name, z.nullable(postingPlan)]),
  setLate: z.tuple([latePatch]),
  runNow: z.tuple([z.enum(PROCESSOR_NAMES)]),
  poison: none,
  requeuePoison: z.tuple([messageId]),
  discardPoison: z.tuple([messageId]),
  restorePoison: z.tuple([messageId]),
  selfTest: none,
  setSpendCap: z.tuple([z.nullable(z.number())]),
  testAccount: z.tuple([name]),
  removeAccount: z.tuple([name]),
} satisfies Record<keyof WorkerApi, z.core.$ZodType>;

const link = z.tuple([
  z.enum(['post', 'x', 'help', 'x-console', 'x-apps', 'x-pricing']),
  z.string().check(z.maxLength(40)),
]);

const word = z.string().check(z.minLength(1), z.maxLength(100));
const place = z.number().check(z.minimum(0), z.maximum(100_000));

export const SHELL_ARGUMENTS = {
  ...DESKTOP_ARGUMENTS,
  ...SIGN_IN_ARGUMENTS,
  state: none,
  startSandbox: none,
  setSpeed: z.tuple([z.union([z.literal(1), z.literal(60), z.literal(600)])]),
  leaveSandbox: z.tuple([z.nullable(postingPlan)]),
  start: z.tuple([z.nullable(postingPlan)]),
  setSpelling: z.tuple([z.boolean()]),
  setCloseToTray: z.tuple([z.boolean()]),
  setKeepAwake: z.tuple([z.boolean()]),
  checkSpelling: z.tuple([z.array(word).check(z.maxLength(MOST_WORDS))]),
  spellingMenu: z.tuple([word, z.strictObject({ x: place, y: place })]),
  openLink: link,
  copyLink: link,
  copyText: z.tuple([z.string().check(z.maxLength(5_000_000))]),
  saveText: z.tuple([
    z.string().check(z.regex(/^[\w-]+\.(csv|json|txt)$/)),
    z.string().check(z.maxLength(50_000_000)),
  ]),
  restartWorker: none,
  runFileJob: z.tuple([fileJob]),
  readWriting: none,
  keepWriting: z.tuple([z.string().check(z.maxLength(50_000_000))]),
  testStorage: z.tuple([connection]),
  retryKeyring: z.tuple([]),
  keepSecrets: z.tuple([z.nullable(z.enum(['plain', 'session']))]),
  useStorage: z.tuple([z.enum(['local', 'azure']), connection]),
} satisfies Record<keyof ShellApi, z.core.$ZodType>;

// What comes from our own processes needs no second look at its fields, only a list of what exists.
const trusted = z.tuple([z.unknown()]);

export const WORKER_EVENT_ARGUMENTS = {
  postsChanged: none,
  overviewChanged: trusted,
  importChanged: trusted,
} satisfies Record<keyof WorkerEvents, z.core.$ZodType>;

export const SHELL_EVENT_ARGUMENTS = {
  stateChanged: trusted,
  asked: trusted,
  noticed: trusted,
} satisfies Record<keyof ShellEvents, z.core.$ZodType>;
