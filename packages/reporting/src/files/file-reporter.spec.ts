import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Tokens, type Reporter } from '@dof/core';
import { fileReporter, register, resultsDocument } from '@dof/reporting';
import { reportInput, runResult } from '../../test/run-results.js';

const input = reportInput(
  [8, 64],
  [
    [2, 2],
    [0.1, 0.1],
  ],
);

describe('fileReporter', () => {
  let root: string;
  beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'dof-reporting-'))));
  afterAll(() => rm(root, { recursive: true }));

  it('writes results and picture into a directory that it makes, and answers the paths', async () => {
    const directory = join(root, 'new', 'one');
    const paths = await fileReporter.report(input, directory);
    const names = ['phase-transition.png', 'phase-transition.svg', 'results.json'];
    expect([...paths].sort()).toEqual(names.map((name) => join(directory, name)));
    expect((await readdir(directory)).sort()).toEqual(names);
    expect(JSON.parse(await readFile(join(directory, 'results.json'), 'utf8'))).toEqual(resultsDocument(input));
    expect(await readFile(join(directory, 'phase-transition.svg'), 'utf8')).toContain('degrees of freedom d');
  });

  it('replaces what an earlier report left', async () => {
    const directory = join(root, 'again');
    await fileReporter.report(input, directory);
    await writeFile(join(directory, 'results.json'), 'x'.repeat(1_000_000));
    await fileReporter.report(input, directory);
    expect(JSON.parse(await readFile(join(directory, 'results.json'), 'utf8')).format).toBe(1);
    expect(await readdir(directory)).toHaveLength(3);
  });

  it('draws one picture per method', async () => {
    const other = runResult({ d: 8, seed: 0, losses: [2], method: 'lottery-ticket' });
    const directory = join(root, 'two');
    await fileReporter.report({ ...input, results: [...input.results, other] }, directory);
    expect((await readdir(directory)).sort()).toEqual([
      'phase-transition-lottery-ticket.png',
      'phase-transition-lottery-ticket.svg',
      'phase-transition-random.png',
      'phase-transition-random.svg',
      'results.json',
    ]);
  });

  it('reports on no runs', async () => {
    expect(await fileReporter.report(reportInput([], []), join(root, 'none'))).toHaveLength(3);
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
    await fileReporter.report(input, join(directory, 'results.json'));
    await expect(fileReporter.report(input, directory)).rejects.toMatchObject({
      code: 'DOF_OUTPUT_NOT_WRITABLE',
      message: expect.stringContaining('results.json'),
    });
    expect(await readdir(directory)).toEqual(['results.json']);
  });

  it('is registered as a reporter', () => {
    const registered: [unknown, Reporter][] = [];
    register({ registerInstance: (token, instance) => registered.push([token, instance]) });
    expect(registered).toEqual([[Tokens.Reporter, fileReporter]]);
  });
});
