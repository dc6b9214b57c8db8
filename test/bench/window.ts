import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { textParts } from '../../core/domain/content.ts';
import { freshPost } from '../../core/domain/fresh-post.ts';
import type { Post } from '../../core/domain/post.ts';
import { DAY, HOUR, MINUTE } from '../../core/domain/time.ts';
import { openHome } from '../../core/host/home.ts';
import type { Log } from '../../core/ports/log.ts';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, launchPerch, openDisplay, type PerchApp } from '../e2e/fixtures.ts';
import { startWithSandbox } from '../e2e/screen.ts';
import { round, spreadOf } from './figures.ts';

const POSTS = 10_000;
const FAILED = 300;
const THREADS = 40;
const OPENINGS = 7;
const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What the window promises with many posts, ms and MB. */
const PROMISED = {
  'queue opens': 200,
  'key to paint, composer, p95': 50,
  'key to paint, search, p95': 50,
  'frame while scrolling, p95': 33,
  'renderer memory (PSS)': 250,
} as const;
type Figures = Readonly<Record<keyof typeof PROMISED, number>>;

/** The real window on an empty store and on one of 10,000 posts. */
export async function measureWindow(): Promise<unknown> {
  const cleanUps: (() => Promise<void> | void)[] = [];
  await openDisplay();
  try {
    const perch = await launchPerch({ atEnd: (cleanUp) => cleanUps.unshift(cleanUp) });
    const page = await perch.window();
    await startWithSandbox(page);
    const empty = await measure(perch, page);
    await fill(perch.home);
    await page.reload();
    await page
      .getByText(`${POSTS / 2 - FAILED}`)
      .first()
      .waitFor({ timeout: 60_000 });
    const full = await measure(perch, page);
    return report(empty, full);
  } finally {
    for (const cleanUp of cleanUps) await cleanUp();
    await closeDisplay();
  }
}

function report(empty: Figures, full: Figures) {
  const rows = (Object.keys(PROMISED) as (keyof Figures)[]).map((what) => ({
    what,
    empty: empty[what],
    full: full[what],
    ratio: round(full[what] / empty[what]),
    promised: PROMISED[what],
    kept: full[what] <= PROMISED[what],
  }));
  console.table(rows);
  return { posts: POSTS, rows };
}

/** A year of posts, most of them out or still to come. */
async function fill(path: string): Promise<void> {
  const home = await openHome({ path, version: 'bench', log: quiet, by: 'cli' });
  const [account] = await home.store.accounts.list();
  const now = Date.now();
  const posts = Array.from({ length: POSTS }, (_, i) => onePost(i, account?.name ?? '', now));
  const entry = { at: now, event: 'added', part: 0, detail: '', by: 'cli' } as const;
  for (let from = 0; from < POSTS; from += 1_000)
    await home.store.posts.insert(posts.slice(from, from + 1_000), entry);
  home.close();
}

function onePost(i: number, account: string, now: number): Post {
  const isPast = i < POSTS / 2;
  const isFailed = i < FAILED;
  const dueAt = isPast ? now - (i + 1) * 50 * MINUTE - HOUR : now + (i - POSTS / 2) * 50 * MINUTE + DAY;
  const text = `Post number ${i}: what we learnt this week about ${['queues', 'clocks', 'people'][i % 3]}, and the one thing we would do again.`;
  const texts =
    i % (POSTS / THREADS) === 1 ? Array.from({ length: 10 }, (_, n) => `${n + 1}/10 ${text}`) : [text];
  const status = isFailed ? 'failed' : isPast ? 'published' : 'scheduled';
  const fresh = freshPost(
    {
      ...{ id: `bench-${i}`, account, status, dueAt, zone: 'UTC', lateWindow: HOUR },
      ...{ repeat: null, replyTo: null, replySettings: null, parts: textParts(texts) },
    },
    now,
    `n${i}`,
  );
  if (isFailed)
    return { ...fresh, attempts: 1, reason: { kind: 'rejected', at: dueAt, detail: '403 Forbidden' } };
  if (!isPast) return fresh;
  const parts = fresh.parts.map((part, n) => ({ ...part, tweetId: `19${i}${n}`, publishedAt: dueAt }));
  return { ...fresh, parts, cursor: parts.length, attempts: parts.length };
}

async function measure(perch: PerchApp, page: Page): Promise<Figures> {
  await page.evaluate(INSTRUMENTS);
  const opens: number[] = [];
  for (let i = 0; i < OPENINGS; i++) opens.push(await openQueue(page));
  await page.getByRole('textbox', { name: strings.compose.part(1, 1) }).focus();
  const composer = await typing(page, ' and here is some more that a person types, at their usual pace.');
  await page.getByRole('searchbox', { name: strings.queue.find }).focus();
  const search = await typing(page, 'what we learnt this week about clocks');
  await page.getByRole('searchbox', { name: strings.queue.find }).fill('');
  await page.waitForTimeout(500);
  const frames = (await page.evaluate('bench.scroll()')) as number[];
  return {
    'queue opens': spreadOf(opens).p50,
    'key to paint, composer, p95': spreadOf(composer).p95,
    'key to paint, search, p95': spreadOf(search).p95,
    'frame while scrolling, p95': spreadOf(frames).p95,
    'renderer memory (PSS)': await rendererMemory(perch),
  };
}

async function openQueue(page: Page): Promise<number> {
  await page.getByRole('button', { name: strings.nav.health, exact: false }).first().click();
  await page.getByRole('heading', { name: strings.nav.health }).first().waitFor();
  await page.evaluate('bench.watchOpening()');
  await page.getByRole('navigation').getByRole('button', { name: strings.nav.posts }).click();
  return (await page.evaluate('bench.opened')) as number;
}

async function typing(page: Page, text: string): Promise<readonly number[]> {
  await page.evaluate('bench.keys.length = 0');
  await page.keyboard.type(text, { delay: 60 });
  await page.waitForTimeout(200);
  return (await page.evaluate('bench.keys')) as number[];
}

/** Proportional set size of the process that draws the window, MB. */
async function rendererMemory({ electron }: PerchApp): Promise<number> {
  const pid = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return round(Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024);
}

/** In the page: from an event to the end of the frame that shows what came of it. */
const INSTRUMENTS = `globalThis.bench ??= (() => {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  }));
  const keys = [];
  addEventListener('keydown', (event) => {
    painted().then((at) => keys.push(at - event.timeStamp));
  }, true);
  const bench = { keys };
  bench.watchOpening = () => {
    bench.opened = new Promise((resolve) => {
      addEventListener('click', async (event) => {
        let at;
        do at = await painted();
        while (!document.querySelector('[role=searchbox], input[type=search]') ||
          !(document.querySelector('[role=grid] [role=row]') || document.querySelector('[aria-label] h3, section p')));
        resolve(at - event.timeStamp);
      }, { capture: true, once: true });
    });
    return undefined;
  };
  bench.scroll = async () => {
    const grid = document.querySelector('[role=grid]');
    const scroller = grid?.parentElement ?? document.body;
    const frames = [];
    let before = await new Promise(requestAnimationFrame);
    for (let i = 0; i < 150; i++) {
      scroller.scrollTop += 400;
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - before);
      before = now;
    }
    scroller.scrollTop = 0;
    return frames;
  };
  return bench;
})(); undefined`;
