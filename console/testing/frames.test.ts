import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harvest } from './campaigns.ts';
import { browse, serve, type World } from './service.ts';
import { activityView, traitsView } from './views.ts';

// How long the page of a large campaign keeps the browser from drawing: FRAMES=25000 npx vitest run console/testing/frames.test.ts
// Of each thing that somebody does: frames as they came, and what the longest task of the page's own thread took of a
// processor, which does not depend on who else uses the machine; and without what hands its pictures over to be shown (Commit), for
// where no GPU is the page's own thread copies every canvas there. Not part of `npm test`: it takes a minute.

const ACCOUNTS = Number(process.env['FRAMES'] ?? 0);
const ID = 'SW-2026-0001';
/** Milliseconds. */
const LONGEST = 50;

describe.runIf(ACCOUNTS)(`${ACCOUNTS} accounts × 96 traits`, () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const longest = new Map<string, number>();

  beforeAll(async () => {
    [world, browser] = await Promise.all([serve([harvest(ID, 20)]), browse()]);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ name: 'stillwatch', value: world.token.ana, url: world.address }]);
    page = await context.newPage();
    // The service is real; the campaign that it tells of is larger than what it could make in a test's time.
    for (const [kind, view] of [
      ['traits', traitsView(ACCOUNTS)],
      ['activity', activityView(50)],
    ] as const)
      await page.route(`**/views/${kind}`, route => route.fulfill({ json: view }));
    await page.addInitScript(() => {
      const frames: number[] = [];
      Object.assign(globalThis, { frames });
      let last = 0;
      const tick = (now: number) => {
        if (last) frames.push(now - last);
        last = now;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
    await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
    await page.evaluate(() => {
      (globalThis as unknown as { frames: number[] }).frames.length = 0;
    });
    await work();
    await page.waitForTimeout(400);
    const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Event[] };
    const thread = ({ pid, tid }: Event) => `${pid} ${tid}`;
    const own = new Set(
      traceEvents.filter(one => one.name === 'thread_name' && one.args.name === 'CrRendererMain').map(thread),
    );
    const mine = traceEvents.filter(one => own.has(thread(one)));
    const took = ({ tdur = 0 }: Event) => tdur / 1000;
    const commits = mine.filter(one => one.name === 'Commit');
    const tasks = mine
      .filter(one => /RunTask/.test(one.name))
      .map(task => ({
        all: took(task),
        commit: commits
          .filter(({ ts }) => ts >= task.ts && ts < task.ts + (task.dur ?? 0))
          .reduce((sum, one) => sum + took(one), 0),
      }));
    const most = Math.max(...tasks.map(({ all }) => all));
    const sorted = frames.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(0);
    longest.set(name, Math.max(...tasks.map(({ all, commit }) => all - commit)));
    console.log(
      `${name}: frames of ${at(0.5)} ms (99%: ${at(0.99)}, longest ${at(1)}); longest task ${most.toFixed(0)} ms of a processor, without handing pictures over ${longest.get(name)!.toFixed(0)}`,
    );
  }

  it('lets the browser draw', async () => {
    await page.goto(`${world.address}/campaigns/${ID}/traits`);
    const grid = page.getByRole('grid');
    await grid.waitFor();
    await page.waitForTimeout(1000);
    const box = (await grid.boundingBox())!;
    const wheel = async (times: number, by: number) => {
      await page.mouse.move(box.x + 400, box.y + 300);
      for (let i = 0; i < times; i++) {
        await page.mouse.wheel(0, i % 10 === 9 ? by * 40 : by);
        await page.waitForTimeout(16);
      }
    };
    const head = async (column: number) => {
      await page.mouse.click(box.x + 148 + column * 11 + 5, box.y + 90);
      await page.waitForTimeout(300);
    };
    await measure('scroll', () => wheel(60, 400));
    await measure('point', async () => {
      for (let i = 0; i < 100; i++) await page.mouse.move(box.x + 160 + i * 6, box.y + 170 + (i % 40) * 9);
    });
    await measure('through the strip', async () => {
      const x = box.x + box.width + 20;
      await page.mouse.move(x, box.y + 20);
      await page.mouse.down();
      for (let i = 0; i < 60; i++) await page.mouse.move(x, box.y + 20 + i * 8);
      await page.mouse.up();
    });
    await measure('type a filter', async () => {
      await page.locator('[data-filter]').pressSequentially('acct_12', { delay: 60 });
      await page.locator('[data-filter]').fill('');
    });
    await measure('one role', async () => {
      await page.getByText('cover', { exact: true }).click();
      await page.waitForTimeout(300);
      await page.getByText('all', { exact: true }).click();
    });
    await measure('two values', async () => {
      for (const column of [0, 20, 20, 0]) await head(column);
    });
    await measure('dense', async () => {
      await page.getByText('Dense', { exact: true }).click();
      await wheel(40, 600);
    });
    await measure('by keyboard', async () => {
      await page.getByText('Names', { exact: true }).click();
      await grid.focus();
      for (let i = 0; i < 100; i++) await page.keyboard.press(i % 3 ? 'ArrowDown' : 'ArrowRight');
    });
    await page.goto(`${world.address}/campaigns/${ID}`);
    const tab = (await page.getByRole('link', { name: 'Infrastructure' }).boundingBox())!;
    await page.waitForTimeout(1000);
    await measure('the graph, from nothing to laid out', async () => {
      await page.mouse.click(tab.x + 20, tab.y + 10);
      await page.locator('[data-settled=true]').waitFor();
    });
    // Found before it is measured: to find things takes the page's own thread.
    const items = await page.getByLabel('What is shared').getByRole('button').all();
    const boxes = await Promise.all(items.slice(0, 12).map(item => item.boundingBox()));
    await measure('point at what the list has', async () => {
      for (const at of boxes) {
        await page.mouse.move(at!.x + 60, at!.y + 6);
        await page.waitForTimeout(60);
      }
    });
    const graph = (await page.locator('[data-settled]').boundingBox())!;
    await measure('point at circles, and come closer', async () => {
      for (let i = 0; i < 60; i++)
        await page.mouse.move(graph.x + 80 + i * 9, graph.y + graph.height * (0.3 + (i % 20) / 50));
      for (let i = 0; i < 6; i++) {
        await page.mouse.wheel(0, i < 3 ? -300 : 300);
        await page.waitForTimeout(200);
      }
    });
    await items[20]!.focus();
    await measure('open a group', () => page.keyboard.press('Enter'));
    expect([...longest].filter(([, took]) => took >= LONGEST)).toEqual([]);
  });
});

interface Event {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds: when, by the clock, and of a processor. */
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}
