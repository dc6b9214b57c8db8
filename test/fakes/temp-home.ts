import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TempHome = { readonly home: string; readonly remove: () => void };

/** A folder of its own for a test. */
export function createTempHome(): TempHome {
  const home = mkdtempSync(join(tmpdir(), 'perch-test-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}
