import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { readEnvironment } from '../core/host/environment.ts';
import { accountSecrets } from '../core/host/keys.ts';
import { mediaFolder } from '../core/host/media-folder.ts';
import { networkSecrets } from '../core/host/network-choice.ts';
import { storageSecrets } from '../core/host/storage-choice.ts';
import { openFileVault } from '../core/host/vault.ts';
import { claimHome } from './claim-home.ts';
import { refuseDebugPorts } from './debug-ports.ts';
import { receiveDeepLinks } from './deep-links.ts';
import { createDemo, type Demo } from './demo.ts';
import { createDesktopDesk } from './desktop-desk.ts';
import { installLifecycle } from './lifecycle.ts';
import { createMainLog } from './main-log.ts';
import { installMenu } from './menu.ts';
import { createPerch } from './perch.ts';
import { registerAppScheme, serveApp } from './protocol.ts';
import { type Accounts, createAccounts, realAccounts } from './sandbox-host.ts';
import { createSecretsHost } from './secrets-host.ts';
import { lockDownContents, lockDownSession } from './security.ts';
import { openSettings, type SettingsFile } from './settings.ts';
import { createSpelling } from './spelling.ts';
import { serveTextFields } from './text-fields.ts';

refuseDebugPorts(app);
// Nothing here may await Electron's "ready": an ES module holds it back until it has run.
registerAppScheme();
// With both, Electron 33 takes the switch from the child processes and they refuse to run as root.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
const home = claimHome();
if (home !== undefined) run(home);

function run(folder: string): void {
  const environment = readEnvironment(process.env);
  const log = createMainLog(folder);
  for (const problem of environment.problems) log.warn(problem);
  const settings = openSettings(folder, log);
  nativeTheme.themeSource = settings.get('theme');
  const keyring = createSecretsHost(folder, log);
  const secrets = keyring.store;
  const vault = openFileVault(folder, secrets);
  const control = process.env['PERCH_SANDBOX_CONTROL'] === '1' && !app.isPackaged;
  const real = () => realAccounts(secrets, environment, log);
  const accounts = createAccounts({ home: folder, log, real, keyring, vault, control });
  const demo = createDemo({ home: folder, settings, accounts, log });
  log.hide(() => [
    ...perch.secrets(),
    ...accounts.secrets(),
    ...accountSecrets(secrets, environment),
    ...storageSecrets(secrets, process.env),
    ...networkSecrets(folder, secrets, process.env),
  ]);
  const spelling = createSpelling({ settings, log, languages: app.getPreferredSystemLanguages() });
  serveTextFields(spelling);
  const desktop = createDesktopDesk({ settings, log, front: () => perch });
  const perch = createPerch({
    desktop,
    home: folder,
    secrets,
    keyring,
    log,
    settings,
    spelling,
    accounts,
    vault,
    demo,
    plainSandbox: process.env['PERCH_DEMO'] === 'off',
    timings: environment.timings,
    apiBaseUrl: environment.apiBaseUrl,
    isQuitting: () => lifecycle.isQuitting(),
    endThen: (leave) => lifecycle.endThen(leave),
  });
  const links = receiveDeepLinks(log);
  const lifecycle = installLifecycle({ log, ...perch, takeLink: links.takeFrom });
  lockDownContents(log);

  app.once('ready', async () => {
    lockDownSession(log);
    serveApp(join(import.meta.dirname, '../renderer'), () => mediaFolder(demo.home()));
    installMenu({ zoom: () => settings.get('zoom'), setZoom: desktop.setZoom });
    await keyring.open();
    accounts.refresh();
    await openSandboxes(demo, accounts, settings).catch((error: unknown) =>
      log.error('the sandbox cannot open', { error: String(error) }),
    );
    desktop.start();
    await perch.open({ hidden: desktop.isHiddenStart() });
    links.takeFrom(process.argv);
    links.onOpen(perch.openLink);
  });
}

/** What a person had open when Perch ended. */
async function openSandboxes(demo: Demo, accounts: Accounts, settings: SettingsFile): Promise<void> {
  if (demo.isOn()) await demo.open();
  else if (settings.get('sandbox') || accounts.hasSandbox()) await accounts.openSandbox();
}
