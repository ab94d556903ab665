import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from './run-in-process.js';
import { temporaryFolders } from './temporary-folder.js';
import { TINY, writeExperiment } from './tiny-experiment.js';

const temporaryFolder = temporaryFolders();

async function said(workingDirectory: string, ...arguments_: string[]): Promise<string> {
  const { code, terminal } = await runInProcess(arguments_, { workingDirectory });
  expect([code, terminal.errors()]).toEqual([0, expect.any(String)]);
  return terminal.errors();
}

describe('what replaces something else', () => {
  it('is told of a well', async () => {
    const folder = temporaryFolder();
    const well = (...rest: string[]) => said(folder, 'theory', 'well', '--loss', '0.01', ...rest);
    expect(await well('--spectrum', 'flat')).toBe('');
    expect(await well('--spectrum', 'flat', '--simulate', '2')).not.toContain('is replaced');
    expect(await well('--spectrum', 'power-law')).toContain('the well in');
  });

  it('is told of a report and a prediction of another network, and of a comparison', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'other'));
    const file = writeExperiment(folder);
    const wider = writeExperiment(join(folder, 'other'), TINY.replace('units: 3', 'units: 3, bias: false'));
    const settings = ['--set', 'prediction.training.batchSize=16', '--set', 'prediction.steps=4'];
    await said(folder, 'run', file);
    expect(await said(folder, 'run', file, '--set', 'seeds=1')).not.toContain('is replaced');
    expect(await said(folder, 'run', file, '--set', 'data.options.spread=21')).toContain('of other data');
    await said(folder, 'theory', 'predict', file, '--out', 'p', ...settings);
    expect(await said(folder, 'theory', 'predict', wider, '--out', 'p', ...settings)).toContain('is replaced');
    const benchmark = ['--store', 's', '--out', 'b', '--set', 'methods=random-mask', '--set', 'seeds=1'];
    expect(await said(folder, 'benchmark', file, ...benchmark)).not.toContain('was replaced');
    const other = await said(folder, 'benchmark', file, ...benchmark, '--set', 'data.options.train=80');
    expect(other).toContain('was replaced');
  });

  it('is refused where `dof runs --to` would replace what is no export', async () => {
    const folder = temporaryFolder();
    await said(folder, 'run', writeExperiment(folder), '--out', 'out');
    writeFileSync(join(folder, 'thesis.csv'), 'precious');
    symlinkSync(join(folder, 'thesis.csv'), join(folder, 'link.csv'));
    for (const name of ['thesis.csv', 'link.csv']) {
      const arguments_ = ['runs', 'out', '--format', 'csv', '--to', name];
      const { code, terminal } = await runInProcess(arguments_, { workingDirectory: folder });
      expect([code, terminal.errors()]).toEqual([2, expect.stringContaining('is no export of dof')]);
    }
    expect(readFileSync(join(folder, 'thesis.csv'), 'utf8')).toBe('precious');
    for (const format of ['csv', 'json', 'table', 'csv'])
      await said(folder, 'runs', 'out', '--format', format, '--to', 'x');
  });
});
