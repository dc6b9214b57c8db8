#!/usr/bin/env node
// electron-builder makes deb and rpm with fpm, which is neither in Debian nor in the npm registry. This takes
// the arguments that fpm is given and does the same with dpkg-deb and rpmbuild themselves. It compresses by zstd
// instead of xz: a fifth of the time and 10 % larger. Debian 12, Ubuntu 22.04 and Fedora know it, and later ones.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Options without a value. */
const FLAGS = ['--force', '--debug'];

/** By the names that Debian has for them. @type {Record<string, string>} */
const RPM_ARCHITECTURES = { amd64: 'x86_64', arm64: 'aarch64' };

/** @typedef {{ options: Map<string, string[]>, files: { from: string, to: string }[] }} Request */

/** @param {readonly string[]} argv @returns {Request} */
function readArguments(argv) {
  /** @type {Request} */
  const request = { options: new Map(), files: [] };
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (FLAGS.includes(argument)) continue;
    const [from = '', to = ''] = argument.split('=');
    if (argument.startsWith('-'))
      request.options.set(argument, [...(request.options.get(argument) ?? []), argv[++i] ?? '']);
    else request.files.push({ from, to });
  }
  return request;
}

/** @param {Request} request @param {string} name */
function one({ options }, name) {
  return options.get(name)?.[0] ?? '';
}

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Lays everything out as it will lie on a machine, by hard links. @param {Request} request @param {string} root */
function layOut({ files }, root) {
  for (const { from, to } of files) {
    const target = join(root, to);
    mkdirSync(from.endsWith('/') ? target : dirname(target), { recursive: true });
    run('cp', ['-al', from.endsWith('/') ? `${from}.` : from, target]);
  }
  run('chmod', ['-R', 'u+rwX,go+rX,go-w', root]);
}

/** @param {string} text */
const indent = (text) =>
  text
    .split('\n')
    .map((line) => ` ${line.trim()}`)
    .filter((line) => line !== ' ')
    .join('\n')
    .trim();

/** @param {Request} request @param {string} root */
function buildDeb(request, root) {
  const files = filesIn(root);
  const size = files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
  const fields = {
    Package: one(request, '--name'),
    Version: one(request, '--version'),
    Architecture: one(request, '--architecture'),
    Maintainer: one(request, '--maintainer'),
    'Installed-Size': String(Math.ceil(size / 1024)),
    Depends: (request.options.get('-d') ?? []).join(', '),
    Recommends: (request.options.get('--deb-recommends') ?? []).join(', '),
    Section: one(request, '--category'),
    Priority: one(request, '--deb-priority'),
    Homepage: one(request, '--url'),
    Description: indent(one(request, '--description')),
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  const folder = join(root, 'DEBIAN');
  const sums = files.map((file) => {
    const sum = createHash('md5').update(readFileSync(join(root, file)));
    return `${sum.digest('hex')}  ${file}\n`;
  });
  mkdirSync(folder);
  writeFileSync(join(folder, 'control'), lines.map(([name, value]) => `${name}: ${value}\n`).join(''));
  writeFileSync(join(folder, 'md5sums'), sums.join(''));
  for (const [name, option] of [
    ['postinst', '--after-install'],
    ['postrm', '--after-remove'],
  ]) {
    const script = join(folder, name ?? '');
    writeFileSync(script, readFileSync(one(request, option ?? '')));
    chmodSync(script, 0o755);
  }
  run('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z9', '-b', root, one(request, '--package')]);
}

/** @param {Request} request @param {string} root */
function buildRpm(request, root) {
  const installFolder = request.files.find(({ from }) => from.endsWith('/'))?.to;
  const others = request.files.filter(({ from }) => !from.endsWith('/')).map(({ to }) => to);
  const spec = `%define _build_id_links none
%define __os_install_post %{nil}
%define _binary_payload w9.zstdio
Name: ${one(request, '--name')}
Version: ${one(request, '--version')}
Release: 1
Summary: ${one(request, '--rpm-summary')}
License: ${one(request, '--license')}
URL: ${one(request, '--url')}
Packager: ${one(request, '--maintainer')}
AutoReqProv: no
${(request.options.get('-d') ?? []).map((name) => `Requires: ${name}`).join('\n')}
%description
${one(request, '--description')}
%post -p /bin/bash
${readFileSync(one(request, '--after-install'), 'utf8')}
%postun -p /bin/bash
# An upgrade runs this after the new version is in place.
if [ "$1" -gt 0 ]; then exit 0; fi
${readFileSync(one(request, '--after-remove'), 'utf8')}
%files
%defattr(-,root,root)
"${installFolder}"
${others.map((path) => `"${path}"`).join('\n')}
`;
  const top = `${root}.rpm`;
  mkdirSync(top, { recursive: true });
  writeFileSync(join(top, 'package.spec'), spec);
  try {
    run('rpmbuild', [
      ...[
        '-bb',
        '--quiet',
        '--noclean',
        '--target',
        RPM_ARCHITECTURES[one(request, '--architecture')] ?? '',
        '--buildroot',
        root,
      ],
      ...['--define', `_topdir ${top}`, '--define', `_rpmdir ${top}`, '--define', '_rpmfilename package.rpm'],
      join(top, 'package.spec'),
    ]);
    run('mv', [join(top, 'package.rpm'), one(request, '--package')]);
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

const request = readArguments(process.argv.slice(2));
const root = `${one(request, '--package')}.root`;
rmSync(root, { recursive: true, force: true });
try {
  layOut(request, root);
  if (one(request, '-t') === 'rpm') buildRpm(request, root);
  else buildDeb(request, root);
} finally {
  rmSync(root, { recursive: true, force: true });
}
