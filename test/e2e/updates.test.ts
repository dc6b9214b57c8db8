import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { openUpdateFeed } from '../fakes/update-feed.ts';
import { closeDisplay, eventually, launchPerch, newHome, openDisplay, PATIENCE } from './fixtures.ts';
import { startWithSandbox } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const words = strings.updates;

test.skipIf(process.platform !== 'linux')(
  'a newer Perch is found with consent only, checked, offered, and started when a person wants it',
  async () => {
    const home = newHome();
    const [program, marker, config] = ['perch.AppImage', 'started', 'feed.yml'].map((name) =>
      join(home, name),
    );
    if (!program || !marker || !config) throw new Error('paths');
    writeFileSync(program, 'the old one');
    const feed = await openUpdateFeed(`#!/bin/sh\necho started > '${marker}'\n`);
    feed.publish('9.1.0', 'AAAA');
    writeFileSync(config, `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: perch-updater-test\n`);
    const env = { PERCH_UPDATE_CONFIG: config, APPIMAGE: program, XDG_CACHE_HOME: join(home, 'cache') };
    const perch = await launchPerch({ home, env });
    const page = await perch.window();
    await startWithSandbox(page);

    await page.getByText(words.askTitle).waitFor({ timeout: PATIENCE });
    expect(feed.asked).toEqual([]);
    await page.getByRole('button', { name: words.choices['on-request'] }).click();
    await page
      .getByRole('button', { name: new RegExp(`^${strings.nav.settings}`) })
      .first()
      .click();
    const section = page.getByRole('region', { name: words.title });
    const look = async (said: RegExp): Promise<void> => {
      await section.getByRole('button', { name: words.look }).click();
      await section.getByText(said).waitFor({ timeout: PATIENCE });
    };
    await look(/is not what was published/);
    for (const old of ['0.1.0', '0.0.9']) {
      feed.publish(old);
      await look(new RegExp(words.upToDate));
    }
    expect(readFileSync(program, 'utf8')).toBe('the old one');

    feed.cut(true);
    await look(/check the network/);
    feed.cut(false);
    feed.publish('9.2.0');
    await look(new RegExp(words.ready('9.2.0')));
    await page.getByRole('button', { name: words.news }).click();
    await page.getByRole('dialog').getByText('- Posts & more').waitFor();
    await page.keyboard.press('Escape');
    expect(existsSync(marker)).toBe(false);
    await page.getByRole('button', { name: words.restart }).click();
    await perch.exited();
    await eventually('the new Perch', async () => existsSync(marker) || undefined);
    expect(perch.log()).toMatch(/Perch ends cause=person/);
  },
);
