import { request } from 'node:http';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRunStore } from '@dof/store';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { capturedTerminal, type CapturedTerminal } from '../../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../../test/planned-run.js';
import { testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { runCli } from '../../run-cli.js';

jest.setTimeout(120_000);
const temporaryFolder = temporaryFolders();
const CHROMIUM = '/usr/bin/chromium';
let terminal: CapturedTerminal;
let ended: Promise<number>;
let folder: string;
let url: string;

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: object } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // A connection of its own each time: one kept from before would be reset, not refused, once the server has gone.
    const sent = request(new URL(path, url), { method, headers: { ...headers }, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

async function until<T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function store(...seeds: number[]): Promise<void> {
  const opened = await openRunStore(folder);
  for (const seed of seeds) for (const d of [8, 64]) await opened.put(resultOf(plannedRun(d, seed)));
  await opened.close();
}

beforeEach(async () => {
  folder = join(temporaryFolder(), 'out');
  await store(0);
  terminal = capturedTerminal(['watch', 'out', '--port', '0'], { workingDirectory: join(folder, '..') });
  ended = runCli(terminal, testServices());
  url = await until(() => /^http\S+/.exec(terminal.output())?.[0]);
});

afterEach(async () => {
  terminal.interruptions$.next('SIGINT');
  await ended;
});

describe('dof watch', () => {
  it('serves its page, the state and the pictures on the loopback address, with strict headers', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const state = JSON.parse((await ask('/state.json')).body);
    expect(state).toMatchObject({ planned: 2, finished: 2, diverged: 0, figures: ['random'] });
    expect(state.best).toEqual([8, 64].map((d) => ({ method: 'random', d, finished: 1, best: 0.25 })));
    expect((await ask('/figures/0.svg')).body).toMatch(/^<svg/);
    for (const path of ['/', '/icon.svg', '/watch.css', '/watch.js', '/state.json', '/figures/0.svg', '/nowhere']) {
      const { status, headers } = await ask(path);
      expect(status).toBe(path === '/nowhere' ? 404 : 200);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/,
      );
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it.each<[string, number, { method?: string; headers?: object }]>([
    ['another name for this machine', 421, { headers: { host: 'evil.example' } }],
    ['another port', 421, { headers: { host: '127.0.0.1:1' } }],
    ['a page of another site', 403, { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['another origin', 403, { headers: { origin: 'http://evil.example' } }],
    ['writing', 405, { method: 'POST' }],
    ['deleting', 405, { method: 'DELETE' }],
  ])('refuses %s', async (_, status, options) => {
    const answer = await ask('/state.json', options);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('planned');
  });

  it('gives nothing but its own files', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/figures/99.svg',
      '/figures/../watch.js',
      '/toString',
    ]) {
      expect((await ask(path)).status).toBeGreaterThanOrEqual(path === '/figures/../watch.js' ? 200 : 400);
    }
  });

  it('shows runs that come and go while it is watched', async () => {
    await store(1);
    const grown = await until(async () => {
      const state = JSON.parse((await ask('/state.json')).body);
      return state.finished === 4 ? state : undefined;
    });
    const opened = await openRunStore(folder);
    await opened.delete(['run-8-0']);
    await opened.close();
    const shrunk = await until(async () => {
      const state = JSON.parse((await ask('/state.json')).body);
      return state.finished === 3 ? state : undefined;
    });
    expect(shrunk.revision).toBeGreaterThan(grown.revision);
  });

  it('ends at once on a signal, with exit code 0, although somebody listens', async () => {
    const listening = ask('/events').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    terminal.interruptions$.next('SIGTERM');
    expect(await ended).toBe(0);
    await listening;
    await expect(ask('/state.json')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the live page in a browser', () => {
  const name = existsSync(CHROMIUM)
    ? 'renders, updates by itself and says nothing on the console'
    : `is not looked at here: ${CHROMIUM} is missing`;
  it(name, async () => {
    if (!existsSync(CHROMIUM)) return;
    const { chromium } = await import('playwright-core');
    const profile = mkdtempSync(join(tmpdir(), 'dof-watch-browser-'));
    const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
    const quiet = ['--disable-background-networking', '--disable-component-update'];
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      args: [...flags, ...quiet],
    });
    try {
      const page = await context.newPage();
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      await page.goto(url);
      await page.getByText('2 of 2 runs finished').waitFor();
      expect(await page.getByRole('status').textContent()).toBe('live');
      const picture = page.getByRole('img', { name: /Phase transition of random/ });
      await picture.waitFor();
      // Runs in the page, whose types are not those of Node.
      const width = await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
      expect(width).toBeGreaterThan(300);
      await store(1, 2);
      await page.getByText('6 of 6 runs finished').waitFor();
      expect(await page.locator('#latest tr').count()).toBe(6);
      expect(said).toEqual([]);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
});
