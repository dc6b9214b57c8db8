/** A test by its file and a part of its own title. */
export type Catcher = readonly [file: string, name: string];

/** A guard that somebody takes away, and the tests that must say so. */
export type Regression = {
  /** Of Electron's checklist by its number, or what else is guarded. */
  readonly item: string;
  /** What it comes to. */
  readonly what: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: readonly Catcher[];
};

/** The test files by what they look at. */
export const FILES = {
  window: 'test/security/window.test.ts',
  boundary: 'test/security/boundary.test.ts',
  schemas: 'test/security/schemas.test.ts',
  sinks: 'test/security/sinks.test.ts',
  supply: 'test/security/supply.test.ts',
  guards: 'test/electron/guards.test.ts',
  ports: 'test/electron/debug-ports.test.ts',
  media: 'test/core/host/attachments.test.ts',
  page: 'test/e2e/security.test.ts',
  doors: 'test/e2e/doors.test.ts',
  bundles: 'test/e2e/bundles.test.ts',
  packConfig: 'test/build/package-config.test.ts',
  fuses: 'test/package/fuses.test.ts',
  release: 'test/package/release.test.ts',
  driven: 'test/package/driven.test.ts',
  sandbox: 'test/package/sandbox.test.ts',
} as const;
