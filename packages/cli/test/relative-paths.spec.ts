import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from './run-in-process.js';
import { temporaryFolders } from './temporary-folder.js';
import { TINY, writeExperiment } from './tiny-experiment.js';

const temporaryFolder = temporaryFolders();
const ONE_RUN = TINY.replace('[1, 8, 32]', '[8]').replace('seeds: 2', 'seeds: 1');

describe('a relative path', () => {
  it('is taken from the working directory of the terminal, which need not be that of the process', async () => {
    const workingDirectory = temporaryFolder();
    writeExperiment(workingDirectory, ONE_RUN);
    const run = await runInProcess(['run', 'tiny.yaml', '--out', 'results'], { workingDirectory });
    expect([run.code, existsSync(join(workingDirectory, 'results/report.html'))]).toEqual([0, true]);
    const benchmark = await runInProcess(['benchmark', 'tiny.yaml', '--out', 'compared'], { workingDirectory });
    expect([benchmark.code, existsSync(join(workingDirectory, 'compared/comparison.json'))]).toEqual([0, true]);
    const settings = ['prediction.training.batchSize=16', 'prediction.probes=2'].flatMap((one) => ['--set', one]);
    const predict = await runInProcess(['theory', 'predict', 'tiny.yaml', ...settings], { workingDirectory });
    expect([predict.code, existsSync(join(workingDirectory, 'dof-results/tiny/prediction.json'))]).toEqual([0, true]);
  });

  it.each([[['run']], [['benchmark']], [['theory', 'predict']]])(
    'is named in mistakes as it was given: %j',
    async (words) => {
      const workingDirectory = temporaryFolder();
      const absent = await runInProcess([...words, 'no/absent.yaml'], { workingDirectory });
      expect(absent.code).toBe(2);
      expect(absent.terminal.errors()).toMatch(/^dof: no\/absent\.yaml: [^\n]*no such file[^\n]*\n$/);
      writeExperiment(workingDirectory, TINY.replace('seeds: 2', 'sedes: 2'));
      const wrong = await runInProcess([...words, './tiny.yaml'], { workingDirectory });
      expect(wrong.code).toBe(2);
      expect(wrong.terminal.errors()).toMatch(/^dof: \.\/tiny\.yaml: [^\n]*unknown key "sedes"[^\n]*\n$/);
    },
  );
});
