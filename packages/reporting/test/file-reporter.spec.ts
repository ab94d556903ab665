import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { fileReporter, resultsDocument } from '@dof/reporting';
import { reportInput, runResult } from './run-results.js';

const input = reportInput(
  [8, 64],
  [
    [2, 2],
    [0.1, 0.1],
  ],
);

// Every report draws some twenty pictures.
jest.setTimeout(120_000);

describe('fileReporter', () => {
  let root: string;
  beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'dof-reporting-'))));
  afterAll(() => rm(root, { recursive: true }));

  it('writes the page, results, figures and tables into a directory that it makes, and returns the paths', async () => {
    const directory = join(root, 'new', 'one');
    const paths = await fileReporter.report(input, directory);
    const found = (await readdir(directory, { recursive: true })).filter((name) => /^[^.].*\./.test(name)).sort();
    expect(paths.map((path) => relative(directory, path)).sort()).toEqual(found);
    expect(found).toEqual(
      expect.arrayContaining(['report.html', 'results.json', 'tables.md', join('figures', 'phase-transition.png')]),
    );
    expect(JSON.parse(await readFile(join(directory, 'results.json'), 'utf8'))).toEqual(resultsDocument(input));
    expect(await readFile(join(directory, 'figures', 'phase-transition.svg'), 'utf8')).toContain(
      'degrees of freedom d',
    );
    const runs = await parquetReadObjects({
      file: await asyncBufferFromFile(join(directory, 'tables', 'runs.parquet')),
    });
    expect(runs.map(({ d, seed, bestTrainLoss }) => [Number(d), Number(seed), bestTrainLoss])).toEqual(
      input.results.map(({ specification, best }) => [
        specification.degreesOfFreedom,
        specification.seed,
        best?.trainLoss,
      ]),
    );
  });

  it('replaces what an earlier report left, and removes pictures of methods that are gone', async () => {
    const directory = join(root, 'again');
    const other = runResult({ d: 8, seed: 0, losses: [2], method: 'lottery-ticket' });
    await fileReporter.report({ ...input, results: [...input.results, other] }, directory);
    expect(await readdir(join(directory, 'figures'))).toContain('phase-transition-lottery-ticket.png');
    await writeFile(join(directory, 'figures', 'notes.txt'), 'of the user');
    await fileReporter.report(input, directory);
    expect(JSON.parse(await readFile(join(directory, 'results.json'), 'utf8')).format).toBe(1);
    const figures = await readdir(join(directory, 'figures'));
    expect(figures).toEqual(expect.arrayContaining(['phase-transition.png', 'notes.txt']));
    expect(figures.filter((name) => name.includes('lottery-ticket'))).toEqual([]);
    await writeFile(join(directory, 'results.json'), 'x'.repeat(1_000_000));
    await expect(fileReporter.report(input, directory)).rejects.toMatchObject({ code: 'DOF_FOREIGN_FILE' });
    expect(await readFile(join(directory, 'results.json'), 'utf8')).toHaveLength(1_000_000);
  });

  it('writes nothing where the same report is there already, and what is missing, changed or of other runs', async () => {
    const directory = join(root, 'twice');
    /** Every file with what tells whether it is still the same one. */
    const files = async () => {
      const names = await readdir(directory, { recursive: true });
      const all = await Promise.all(names.map(async (name) => ({ name, ...(await stat(join(directory, name))) })));
      return all.map(({ name, ino, mtimeMs }) => `${name} ${ino} ${mtimeMs}`).sort();
    };
    const paths = await fileReporter.report(input, directory);
    const before = await files();
    expect(await fileReporter.report(input, directory)).toEqual(paths);
    expect(await files()).toEqual(before);

    const page = join(directory, 'report.html');
    await rm(page);
    expect(await fileReporter.report(input, directory)).toEqual(paths);
    expect((await stat(page)).isFile()).toBe(true);

    // Another time of day is another result of the same run, though every curve is the same.
    const [first, ...others] = input.results;
    await fileReporter.report({ ...input, results: [{ ...first, finishedAt: 'later' }, ...others] }, directory);
    expect(await readFile(join(directory, 'results.json'), 'utf8')).toContain('"later"');
    await fileReporter.report({ ...input, notices: ['of the data'] }, directory);
    expect(await readFile(page, 'utf8')).toContain('of the data');

    await appendFile(page, '<!-- mine -->');
    await expect(fileReporter.report({ ...input, notices: ['of the data'] }, directory)).rejects.toMatchObject({
      code: 'DOF_FOREIGN_FILE',
    });
  });

  it('reports on no runs', async () => {
    const paths = await fileReporter.report(reportInput([], []), join(root, 'none'));
    expect(paths.map((path) => relative(root, path))).toContain(join('none', 'report.html'));
  });

  it('says where nothing can be made, rather than trying for ever', async () => {
    if (process.platform !== 'linux') return;
    await expect(fileReporter.report(input, '/proc/dof/report')).rejects.toMatchObject({
      code: 'DOF_OUTPUT_NOT_WRITABLE',
    });
  });

  it('says which path cannot be written to, and leaves nothing half-written', async () => {
    const file = join(root, 'a-file');
    await writeFile(file, '');
    await expect(fileReporter.report(input, file)).rejects.toMatchObject({
      code: 'DOF_OUTPUT_NOT_WRITABLE',
      message: expect.stringContaining(file),
    });
    await expect(fileReporter.report(input, join(file, 'below'))).rejects.toMatchObject({
      code: 'DOF_OUTPUT_NOT_WRITABLE',
    });

    const directory = join(root, 'taken');
    await mkdir(join(directory, 'results.json'), { recursive: true });
    await expect(fileReporter.report(input, directory)).rejects.toMatchObject({
      code: 'DOF_FOREIGN_FILE',
      message: expect.stringContaining('results.json'),
    });
    expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
