import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_LIMITS } from '../../core/adapters/sandbox/sandbox.ts';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import { strings } from '../../renderer/strings.ts';
import { goodTexts, importRetimed, listPosts } from '../cli/retimed-posts.ts';
import {
  closeDisplay,
  controlFile,
  controlSandbox,
  eventually,
  launchPerch,
  openDisplay,
  type PerchApp,
  type SandboxControl,
} from './fixtures.ts';
import { compose, startWithSandbox } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

/** How often the worker is killed. */
const KILLS = Number(process.env['PERCH_KILLS'] ?? 30);
/** Worker kills in one life of main: with more, the test would mostly wait for the restart back-off. */
const KILLS_PER_MAIN = 6;
/** The posts are spread over about as long as the kills take, so that each of them falls into the work. */
const SPAN = KILLS * 1.5 * SECOND;
/** From the import on, until the first post is due. */
const LEAD = 4 * SECOND;
/** A kill comes at most this long after a post went out: time for several sends. */
const MOMENT = 250;

type Running = { readonly perch: PerchApp; readonly sandbox: SandboxControl };

async function steer(perch: PerchApp): Promise<Running> {
  const sandbox = await controlSandbox(perch);
  // Slow enough for a kill between request and answer, and X's own filter may not hide a second send.
  await sandbox.setKnobs({ latencyMs: 30, duplicateWindowMs: 0, limits: NO_LIMITS });
  return { perch, sandbox };
}

async function firstStart(): Promise<Running> {
  const perch = await launchPerch();
  await startWithSandbox(await perch.window());
  return steer(perch);
}

/** Ends main and worker as a power cut would, and starts the app again on the same home. */
async function startAgain({ perch, sandbox }: Running): Promise<Running> {
  await expectNoRefusal(sandbox);
  await perch.killEverything();
  rmSync(controlFile(perch.home));
  return steer(await launchPerch({ home: perch.home }));
}

/** A second send in the moment before the knobs of a new main were set would have met X's filter: 403. */
async function expectNoRefusal(sandbox: SandboxControl): Promise<void> {
  const sends = (await sandbox.requests()).filter(({ method }) => method === 'POST');
  expect(sends.filter(({ status }) => status !== 201 && status !== null)).toEqual([]);
}

/** Resolves at a random moment while posts are going out. */
async function amidTheWork({ sandbox }: Running, texts: readonly string[]): Promise<void> {
  const before = (await sandbox.posts()).length;
  const enough = Math.min(before + 1, texts.length);
  await eventually('one more post', async () => (await sandbox.posts()).length >= enough || undefined);
  // The one wait that is not for a state: it is the random moment itself.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * MOMENT));
}

/** Resolves when main has started another one. */
async function killWorker({ perch }: Running): Promise<void> {
  const before = await perch.workerPid();
  await perch.killWorker();
  await eventually('another worker', async () => (await perch.workerPid()) !== before || undefined);
}

const textsIn = async (sandbox: SandboxControl): Promise<readonly string[]> =>
  (await sandbox.posts()).map(({ text }) => text).toSorted();

/** How many posts a dead worker had left between arm and answer, as the next one said in the log. */
const interruptedIn = (log: string): number =>
  [...log.matchAll(/posts were left on the wire and are checked.* posts=(\d+)/g)].reduce(
    (sum, [, posts]) => sum + Number(posts),
    0,
  );

test(
  `a worker that is killed ${KILLS} times, and main with it now and then, loses nothing and sends nothing twice`,
  async () => {
    const texts = goodTexts();
    let running = await firstStart();
    const { home } = running.perch;
    await importRetimed(home, 'inside', texts, LEAD, SPAN);
    for (let kill = 0; kill < KILLS; kill++) {
      await amidTheWork(running, texts);
      if (kill > 0 && kill % KILLS_PER_MAIN === 0) {
        running = await startAgain(running);
        await amidTheWork(running, texts);
      }
      await killWorker(running);
    }

    const { perch, sandbox } = running;
    await eventually('an end of the work', async () => {
      const posts = await listPosts(home, 'inside');
      expect(posts).toHaveLength(texts.length);
      return posts.every(({ status }) => status === 'published') || undefined;
    });
    expect(await textsIn(sandbox)).toEqual(texts.toSorted());
    await expectNoRefusal(sandbox);

    const log = perch.log();
    expect(log.match(/is being restarted/g)).toHaveLength(KILLS);
    expect(interruptedIn(log)).toBeGreaterThan(0);
    const page = await perch.window();
    // Among all posts, the new one would be below what the window shows.
    await page.getByText(strings.queue.filters.upcoming, { exact: true }).click();
    await compose(page, 'Still here', 'in 3 seconds');
    await perch.waitForLine(/^Published "Still here"/);
  },
  KILLS * 6 * SECOND + 2 * MINUTE,
);
