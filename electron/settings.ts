import { renameSync } from 'node:fs';
import { join } from 'node:path';
// electron-store has no named export.
import ElectronStore from 'electron-store';
import { type DemoClock, SPEEDS } from '../core/domain/demo-clock.ts';
import { DEFAULT_NOTICES, type NoticeChoice } from '../core/domain/notices.ts';
import type { PostingPlan } from '../core/domain/slots.ts';
import { NO_ZOOM, ZOOMS } from '../core/domain/zoom.ts';
import type { Log } from '../core/ports/log.ts';
import type { ThemeChoice } from '../core/rpc/shell-contract.ts';
import { UPDATE_CHOICES, type UpdateChoice } from '../core/rpc/update-contract.ts';
import type { Bounds, WindowShape } from './bounds.ts';

/** What a person chose, and what the window remembers. No secret ever goes in here. */
export type Settings = {
  theme: ThemeChoice;
  /** A person has chosen how to start. */
  started: boolean;
  /** Posts go to the sandbox. */
  sandbox: boolean;
  /** The sandbox has a home of its own, with posts that are made up and a time of its own. */
  demo: DemoClock | null;
  /** When a person usually posts, kept from the demo until there is an account. */
  keptPlan: PostingPlan | null;
  trayHintSeen: boolean;
  closeToTray: boolean;
  /** The computer is kept awake while a post is due soon. */
  keepAwake: boolean;
  bounds: Bounds | null;
  notices: NoticeChoice;
  /** Of what waits for a person: what was told of each. */
  toldNeeds: Readonly<Record<string, string>>;
  /** Some post went out once, and it was not one of the demo. */
  hasPublished: boolean;
  /** A person was asked whether Perch is to start with the session. */
  loginAsked: boolean;
  /** Percent. */
  zoom: number;
  /** The keys for a new post from everywhere, as Electron writes them. */
  quickKeys: string | null;
  windowShape: WindowShape;
  /** Null: when the language of the computer is the dictionary's. */
  spelling: boolean | null;
  /** Words that the spell-check takes for right. */
  learnedWords: readonly string[];
  /** Whether new versions are looked for; none are before a person has said so. */
  updates: UpdateChoice;
  /** Not to be offered again; empty: none. */
  skippedVersion: string;
};

const NAME = 'settings';

const SCHEMA = {
  theme: { enum: ['system', 'light', 'dark'], default: 'system' },
  started: { type: 'boolean', default: false },
  sandbox: { type: 'boolean', default: false },
  demo: {
    type: ['object', 'null'],
    default: null,
    additionalProperties: false,
    required: ['speed', 'real', 'simulated'],
    properties: {
      speed: { enum: [...SPEEDS] },
      real: { type: 'number' },
      simulated: { type: 'number' },
    },
  },
  keptPlan: { type: ['object', 'null'], default: null },
  trayHintSeen: { type: 'boolean', default: false },
  closeToTray: { type: 'boolean', default: true },
  keepAwake: { type: 'boolean', default: false },
  notices: {
    type: 'object',
    default: DEFAULT_NOTICES,
    additionalProperties: false,
    required: ['failures', 'firstSuccess', 'published'],
    properties: {
      failures: { type: 'boolean' },
      firstSuccess: { type: 'boolean' },
      published: { type: 'boolean' },
    },
  },
  toldNeeds: { type: 'object', default: {}, additionalProperties: { type: 'string' } },
  hasPublished: { type: 'boolean', default: false },
  loginAsked: { type: 'boolean', default: false },
  zoom: { enum: [...ZOOMS], default: NO_ZOOM },
  quickKeys: { type: ['string', 'null'], default: null },
  windowShape: { enum: ['normal', 'maximized', 'fullscreen'], default: 'normal' },
  spelling: { type: ['boolean', 'null'], default: null },
  learnedWords: { type: 'array', items: { type: 'string' }, default: [] },
  updates: { enum: [...UPDATE_CHOICES], default: 'ask' },
  skippedVersion: { type: 'string', default: '' },
  bounds: {
    type: ['object', 'null'],
    default: null,
    additionalProperties: false,
    required: ['x', 'y', 'width', 'height'],
    properties: {
      x: { type: 'integer' },
      y: { type: 'integer' },
      width: { type: 'integer', minimum: 1 },
      height: { type: 'integer', minimum: 1 },
    },
  },
} as const;

export type SettingsFile = {
  get<Key extends keyof Settings>(key: Key): Settings[Key];
  set<Key extends keyof Settings>(key: Key, value: Settings[Key]): void;
};

/** Opens `<home>/settings.json`. A file that cannot be used is kept aside and the defaults are taken. */
export function openSettings(home: string, log: Log): SettingsFile {
  const open = () =>
    new ElectronStore<Settings>({ cwd: home, name: NAME, schema: SCHEMA, configFileMode: 0o600 });
  try {
    return open();
  } catch (cause) {
    const aside = `${NAME}.unusable-${Date.now()}.json`;
    renameSync(join(home, `${NAME}.json`), join(home, aside));
    log.warn('settings were unusable and are kept aside', { file: aside, cause: String(cause) });
    return open();
  }
}
