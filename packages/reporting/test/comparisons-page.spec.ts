import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareMethods, type Comparison } from '@dof/analysis';
import { writeComparisons } from '@dof/reporting';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { describeInBrowser, launchChromium } from './chromium.js';
import { HOSTILE } from './report-input.js';
import { runResult } from './run-results.js';

jest.setTimeout(240_000);

const GRID = [8, 16, 32, 64, 128];
const SEEDS = Array.from({ length: 8 }, (_, seed) => seed);

/** Runs of a method that reaches a loss of 0.5 from the given d on. */
const runs = (method: string, threshold: number) =>
  GRID.flatMap((d) => SEEDS.map((seed) => runResult({ d, seed, method, losses: [2.3, d >= threshold ? 0.4 : 1.5] })));

/** d* of the null lies between 32 and 64, that of `quick` between 8 and 16, those of the others outside the grid. */
function comparison(title: string, suffix = ''): Comparison {
  const methods = { quick: 16, instant: 8, never: 999 };
  const results = Object.entries(methods).flatMap(([name, threshold]) => runs(name + suffix, threshold));
  return compareMethods({
    ...{ title, dimension: 20_490, results: [...results, ...runs('random', 64)], accuracyLevels: [0.6] },
    analysis: { lossLevels: [0.5, 0.001], delta: 0.5, confidence: 0.95 },
    learningRatesTried: [0.01, 0.05],
    isNull: ({ specification }) => specification.method.name === 'random',
  });
}

describe('the page of all comparisons', () => {
  let folder: string;
  const pageOf = async (comparisons: readonly Comparison[]) => {
    await writeComparisons(comparisons, folder);
    return readFile(join(folder, 'comparisons.html'), 'utf8');
  };
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'dof-comparisons-'))));
  afterAll(() => rm(folder, { recursive: true }));

  /** The cells of the row of a method in the first table of the page. */
  const overviewOf = (page: string, method: string) => {
    const [, row = ''] = new RegExp(`>${method}</th>([\\s\\S]*?)</tr>`).exec(page) ?? [];
    return [...row.matchAll(/<td[^>]*>([^<]*)</g)].map(([, cell]) => cell);
  };

  it('counts for every method the levels at which it needs fewer degrees of freedom than the null, or more', async () => {
    const page = await pageOf([comparison('benchmark')]);
    const subject = 'conv-2 on mnist, D = 20,490';
    // Nobody reaches 0.001; 0.5 and the accuracy are reached from the same d on.
    expect(overviewOf(page, 'quick')).toEqual(['init', subject, '0.05 !', '8', '3', '2', '0', '0.250', '-']);
    expect(overviewOf(page, 'instant').slice(4, 8)).toEqual(['3', '2', '0', '-']);
    expect(overviewOf(page, 'never').slice(4, 8)).toEqual(['3', '0', '2', '-']);
    expect(page.indexOf('>quick<')).toBeLessThan(page.indexOf('>never<'));
    expect(page).toContain('! the best rate is the lowest or the highest of those tried');
  });

  it('draws the levels at which something is known, and only these', async () => {
    const page = await pageOf([comparison('benchmark')]);
    expect(page).toContain('training loss ≤ 0.5');
    expect(page).toContain('test accuracy ≥ 0.6');
    expect(page).not.toContain('training loss ≤ 0.001');
    expect(page).toContain('training loss at most 0.001');
  });

  it('has all benchmarks, those on other ground in sections of their own', async () => {
    const page = await pageOf([comparison('one'), { ...comparison('two'), model: 'conv-3' }]);
    expect(page).toMatch(/href="#comparison-0">one: conv-2 on mnist<[\s\S]*href="#comparison-1">two: conv-3 on mnist</);
    expect(page.match(/<svg/g)).toHaveLength(2);
  });

  it('loads nothing, runs nothing, and lets no name out of its element', async () => {
    const hostile = await pageOf([{ ...comparison(HOSTILE, HOSTILE), model: HOSTILE }]);
    expect(hostile).not.toMatch(/<script|<img|https?:\/\/(?!www\.w3\.org)/);
    expect(hostile).toContain('default-src &#39;none&#39;');
  });

  describeInBrowser('in a browser', () => {
    it('opens in silence, as wide as the screen', async () => {
      const file = join(folder, 'page.html');
      await writeFile(file, await pageOf([comparison('benchmark')]));
      const browser = await launchChromium();
      try {
        const page = await browser.newPage({ viewport: { width: 400, height: 800 } });
        const complaints: string[] = [];
        const address = pathToFileURL(file).href;
        page.on('console', (message) => complaints.push(message.text()));
        page.on('request', (request) => void (request.url() === address || complaints.push(request.url())));
        await page.goto(address);
        expect(complaints).toEqual([]);
        // Wide tables and pictures scroll in their own boxes.
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
      } finally {
        await browser.close();
      }
    });
  });
});
