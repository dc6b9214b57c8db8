import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OUT } from '../../build/package/config.ts';

const RELEASE = join(OUT, 'release');
/** `npm run package -- deb --test` makes one. */
const deb = readdirSync(RELEASE).find((file) => file.endsWith('.deb'));

const canTryOut = deb !== undefined && spawnSync('unshare', ['-m', 'true']).status === 0;

/** This machine with a layer over it that takes every change, and is gone with the process. */
const IN_THROWAWAY_ROOT = `
set -e
mount -t tmpfs none "$1"
mkdir "$1/up" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
cp "$2" "$1/root/tmp/perch.deb"
exec chroot "$1/root" /bin/sh -ec "$3"
`;

function inThrowawayRoot(commands: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-root-'));
  onTestFinished(() => rmdirSync(folder));
  const args = ['-m', 'sh', '-c', IN_THROWAWAY_ROOT, 'sh', folder, join(RELEASE, deb ?? ''), commands];
  return execFileSync('unshare', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

describe.runIf(canTryOut)('the Debian package', () => {
  test('installs, is whole, stands upgrading, and leaves nothing behind', () => {
    const output = inThrowawayRoot(`
      dpkg -i /tmp/perch.deb
      dpkg --verify perch && echo "is whole"
      dpkg -i /tmp/perch.deb
      test "$(readlink -f /usr/bin/perch-desktop)" = /opt/Perch/perch-desktop && echo "has a command"
      dpkg --purge perch
      ls -d /opt/Perch /usr/bin/perch-desktop /usr/share/applications/perch.desktop /etc/apparmor.d/perch-desktop || true
      find /usr/share/icons -name 'perch-desktop*'
      echo "is gone"
    `);
    expect(output).toContain('is whole');
    expect(output).toContain('has a command');
    expect(output.trim().split('\n').at(-1)).toBe('is gone');
    expect(output).not.toMatch(/^\/(opt|usr|etc)\//m);
    expect(existsSync('/opt/Perch')).toBe(false);
  });

  test('opens links of its own, and never takes one for a switch', () => {
    const entry = inThrowawayRoot(`
      dpkg -i /tmp/perch.deb > /dev/null
      cat /usr/share/applications/perch.desktop
    `);
    expect(entry).toContain('Exec=/opt/Perch/perch-desktop -- %U\n');
    expect(entry).toContain('MimeType=x-scheme-handler/perch;\n');
    expect(entry).toContain('Icon=perch-desktop\n');
  });
});
