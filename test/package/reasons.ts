/** Why a file is in the package. The first row whose pattern fits a path counts. */
type Reason = readonly [path: RegExp, why: string];

/** Files of app.asar. */
export const IN_ASAR: readonly Reason[] = [
  [/^package\.json$/, 'name, version and entry of the app'],
  [/^dist\/electron\/main\.js$/, 'the main process'],
  [/^dist\/electron\/worker\.js$/, 'the worker process'],
  [/^dist\/electron\/preload\.cjs$/, 'the bridge of the window'],
  [/^dist\/electron\/tray\/\w+(-dark\.ico|-light\.ico|(@2x)?\.png)$/, 'the pictures of the tray'],
  [/^dist\/electron\/speller\.js$/, 'the thread of the spell-check'],
  [/^dist\/electron\/updater\.js$/, 'looks for newer versions, read only then'],
  [/^dist\/electron\/en\.(aff|dic)$/, 'its dictionary'],
  [/^dist\/renderer\/index\.html$/, 'the page of the window'],
  [/^dist\/renderer\/quick\.html$/, 'the page of the quick window'],
  [/^dist\/renderer\/assets\/[\w-]+\.(js|css)$/, 'what a page loads, by name; see the test'],
  [/^node_modules\/@photostructure\/sqlite\/package\.json$/, 'says where its module is'],
  [/^node_modules\/@photostructure\/sqlite\/dist\/(index|chunk-\w+)\.mjs$/, 'SQLite'],
  [
    new RegExp(
      `^node_modules/@photostructure/sqlite/prebuilds/${process.platform}-${process.arch}/[^/]+glibc\\.node$`,
    ),
    'SQLite itself, for this system; it lies unpacked beside the archive',
  ],
  [/^node_modules\/node-gyp-build\/(package\.json|index\.js|node-gyp-build\.js)$/, 'finds SQLite itself'],
];

/** Files around it on Linux. */
export const AROUND_ON_LINUX: readonly Reason[] = [
  [/^perch-desktop$/, 'Electron'],
  [/^resources\/app\.asar$/, 'Perch'],
  [/^resources\/app\.asar\.unpacked\/node_modules\/.*\.node$/, 'a library must be a file of its own'],
  [/^resources\/licences\/LICENSE\.perch\.txt$/, 'the licence of Perch'],
  [/^resources\/licences\/LICENSES\.packages\.txt$/, 'those of the packages in the bundles'],
  [/^LICENSE\.electron\.txt$/, "Electron's"],
  [/^LICENSES\.chromium\.html$/, "Chromium's"],
  [/^resources\/apparmor-profile$/, 'Ubuntu 24.04 needs it for the sandbox; written for deb and rpm'],
  [/^resources\/(app-update\.yml|package-type)$/, 'where updates are looked for; in hosted builds'],
  [/^chrome-sandbox$/, "the window's sandbox where the kernel has no user namespaces"],
  [/^chrome_crashpad_handler$/, 'writes crash files'],
  [/^(resources|chrome_100_percent|chrome_200_percent)\.pak$/, "Chromium's resources"],
  [/^locales\/en-(US|GB)\.pak$/, "Chromium's words"],
  [/^icudtl\.dat$/, 'Unicode and time zones'],
  [/^(snapshot_blob|v8_context_snapshot)\.bin$/, 'a started V8'],
  [/^lib(EGL|GLESv2|vulkan|vk_swiftshader)\.so(\.1)?$/, 'drawing, also without a graphics card'],
  [/^vk_swiftshader_icd\.json$/, 'belongs to it'],
  [/^libffmpeg\.so$/, 'Electron does not start without it'],
];

export const withoutReason = (files: readonly string[], reasons: readonly Reason[]): readonly string[] =>
  files.filter((file) => !reasons.some(([path]) => path.test(file)));

export const withoutFile = (files: readonly string[], reasons: readonly Reason[]): readonly string[] =>
  reasons.filter(([path]) => !files.some((file) => path.test(file))).map(([, why]) => why);
