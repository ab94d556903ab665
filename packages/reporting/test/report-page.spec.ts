import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildReport, readPageLibraries, reportPage, type DetailedReportInput } from '@dof/reporting';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from './chromium.js';
import { hostileInput, manyMethods } from './report-input.js';
import { reportInput } from './run-results.js';

jest.setTimeout(240_000);

describeInBrowser('the report page in a browser', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;
  /** Whatever a reader would not want: errors, warnings, and requests for anything but the page itself. */
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dof-page-'));
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  afterEach(() => page.close());

  async function open(input: DetailedReportInput): Promise<void> {
    const file = join(folder, 'report.html');
    await writeFile(file, reportPage(buildReport(input), await readPageLibraries()));
    const address = pathToFileURL(file).href;
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(120_000);
    complaints.length = 0;
    page.on('console', (message) => complaints.push(message.text().slice(0, 200)));
    page.on('pageerror', (error) => complaints.push(error.message.slice(0, 200)));
    page.on('request', (request) => {
      if (request.url() !== address && !request.url().startsWith('data:')) complaints.push(request.url().slice(0, 200));
    });
    await page.goto(address);
    await page.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  }

  /** Asks from outside: the page's policy lets nobody evaluate text in it again and again. */
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 200 && !(await isSo()); tries++) await page.waitForTimeout(50);
  }

  it.each([
    ['no runs', reportInput([], [])],
    ['one run', reportInput([64], [[0.4]])],
    ['runs that all failed', reportInput([8, 64], [[1, 1], [1]], { losses: [], status: 'diverged' })],
  ])('opens from disk with %s, in silence', async (_, input) => {
    await open(input);
    expect(complaints).toEqual([]);
    const charts = await page.locator('.chart').count();
    expect(await page.locator('.chart svg').count()).toBe(charts);
  });

  it('treats hostile names as text', async () => {
    await open(hostileInput());
    expect(complaints).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('img, b').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toContain('</script><script>');
  });

  describe('with three methods from two starts', () => {
    it('answers first, and again for another level, start and method', async () => {
      await open(manyMethods());
      expect(complaints).toEqual([]);
      const answer = page.locator('#answer div[data-level]:visible');
      expect(await answer.count()).toBe(1);
      const before = await answer.innerText();
      expect(before).toMatch(/d\* = \d+\s+\d+ < d\* ≤ \d+/);
      await page.getByRole('combobox', { name: 'Training loss at most' }).selectOption('0.2');
      await page.getByRole('combobox', { name: 'Start', exact: true }).selectOption('burn-in, 20 steps');
      expect(await answer.innerText()).not.toBe(before);
      expect(await answer.innerText()).toContain('burn-in, 20 steps');

      const points = page.locator('#accuracy-against-d-chart .mark-symbol.role-mark path');
      const all = await points.count();
      await page.getByRole('checkbox', { name: 'lottery-ticket' }).uncheck();
      await until(async () => (await points.count()) < all);
      expect(await points.count()).toBe((2 * all) / 3);

      await page.locator('select[data-shows="performance"]').selectOption('loss-against-compression');
      expect(await page.locator('#loss-against-compression').isVisible()).toBe(true);
      expect(await page.locator('#accuracy-against-d').isVisible()).toBe(false);

      const lines = page.locator('#training-curves-chart .mark-line.role-mark path');
      await page.locator('#curves-d').selectOption('64');
      // Training and test loss of eight runs.
      await until(async () => (await lines.count()) === 16);
      expect(await lines.count()).toBe(16);
      expect(complaints).toEqual([]);
    });

    it('zooms by keyboard and back, shows values under the pointer, and saves data and pictures', async () => {
      await open(manyMethods());
      const figure = page.locator('#threshold-against-loss');
      // Sorted: the labels of an axis come and go, and stand in the order of their coming.
      const ticks = async () => (await figure.locator('.chart .role-axis-label text').allTextContents()).sort();
      const before = await ticks();
      await figure.getByRole('button', { name: 'Zoom in' }).press('Enter');
      await page.waitForTimeout(1000);
      expect(await ticks()).not.toEqual(before);
      await figure.getByRole('button', { name: 'Reset zoom' }).press('Enter');
      await page.waitForTimeout(1000);
      expect(await ticks()).toEqual(before);

      await page.locator('#success-probability .chart .mark-symbol.role-mark path').first().hover({ force: true });
      await page.locator('#vg-tooltip-element.visible').waitFor();
      expect(await page.locator('#vg-tooltip-element').innerText()).toMatch(/success probability/);

      const saved = async (button: string) => {
        const download = page.waitForEvent('download');
        await figure.getByRole('button', { name: button, exact: true }).click();
        const path = await (await download).path();
        return readFile(path);
      };
      expect((await saved('CSV')).toString()).toMatch(/^method,start,isNull,part,loss,dStar,lower,upper\nrandom,/);
      expect(JSON.parse((await saved('JSON')).toString())[0]).toMatchObject({ method: 'random', isNull: true });
      const svg = (await saved('SVG')).toString();
      expect(svg).toMatch(/^<svg/);
      expect(svg).not.toContain('var(--');
      expect((await saved('PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
      expect(complaints).toEqual([]);
    });

    it('follows the system in light and dark, lets its reader choose, and fits a narrow screen', async () => {
      await open(manyMethods());
      const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await paper();
      await page.getByRole('button', { name: 'Light colours' }).click();
      expect(await paper()).toBe('rgb(255, 255, 255)');
      await page.getByRole('button', { name: 'Dark colours' }).click();
      expect(await paper()).toBe(dark);
      await page.emulateMedia({ media: 'print' });
      expect(await paper()).toBe('rgb(255, 255, 255)');
      expect(await page.locator('nav').isVisible()).toBe(false);
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize({ width: 390, height: 800 });
      await page.waitForTimeout(1000);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    });

    it('can be used by keyboard and screen reader', async () => {
      await open(manyMethods());
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the results');
      for (const landmark of ['banner', 'navigation', 'main', 'contentinfo'] as const) {
        expect(await page.getByRole(landmark).count()).toBe(1);
      }
      const unnamed = await page.evaluate(`[...document.querySelectorAll('select, input, button')]
        .filter((control) => !control.textContent.trim() && control.labels.length === 0).length`);
      expect(unnamed).toBe(0);
      expect(await page.locator('select:not(label select)').count()).toBe(0);
      expect(await page.locator('table:not(:has(caption))').count()).toBe(
        await page.locator('#vg-tooltip-element table').count(),
      );
      expect(await page.locator('figure:not(:has(table))').count()).toBe(0);
      const levels = await page
        .locator('h1, h2, h3')
        .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
      expect(levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1)).toEqual([]);
    });
  });
});

describe('the report page', () => {
  it('allows exactly its own scripts and names no other place to load from', async () => {
    const text = reportPage(buildReport(hostileInput()), await readPageLibraries());
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    expect(policy).toMatch(/default-src &#39;none&#39;; script-src (&#39;sha256-[^;]+&#39; ?){9};/);
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
    // Without what stands in scripts: vega's tooltip has the text of an image in its code.
    const elements = text.replace(/(<script[^>]*>)[^]*?<\/script>/g, '$1');
    expect(elements.match(/<(script|link|img)[^>]+(src|href)=/)?.[0]).toBeUndefined();
    expect(text.match(/<script/g)).toHaveLength(10);
  });
});
