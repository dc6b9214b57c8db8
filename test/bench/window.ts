import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, launchPerch, openDisplay, type PerchApp } from '../e2e/fixtures.ts';
import { startWithSandbox } from '../e2e/screen.ts';
import { round, spreadOf } from './figures.ts';
import { fill } from './many-posts.ts';

const POSTS = 10_000;
const FAILED = 300;
const OPENINGS = 7;

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
    await fill(perch.home, { count: POSTS, past: POSTS / 2 });
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
