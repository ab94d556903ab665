import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolders } from '../temporary-folder.js';
import { TINY, writeExperiment } from '../tiny-experiment.js';
import { dof, measured, PATIENCE } from './dof-process.js';

const temporaryFolder = temporaryFolders();

describe('the dof command', () => {
  it(
    'gives the same bits with one worker and with two',
    async () => {
      const cwd = temporaryFolder();
      writeExperiment(cwd);
      const one = await dof(['run', 'tiny.yaml', '--json', '--jobs', '1', '--out', 'one'], { cwd });
      const two = await dof(['run', 'tiny.yaml', '--json', '--jobs', '2', '--out', 'two'], { cwd });
      expect([one.code, two.code]).toEqual([0, 0]);
      expect(measured(one.stdout)).toEqual(measured(two.stdout));
      expect(JSON.stringify(measured(one.stdout))).toBe(JSON.stringify(measured(two.stdout)));
      expect(JSON.parse(one.stdout).summary.runs).toHaveLength(6);
    },
    PATIENCE,
  );

  it(
    'measures the same widths with one worker and with two',
    async () => {
      const cwd = temporaryFolder();
      const width = 'width: { training: { epochs: 6, batchSize: 16 }, directions: 2, seeds: 2, budget: 4 }';
      writeExperiment(cwd, `${TINY}\n${width}\n`);
      const widths = async (jobs: string) => {
        const { code, stdout } = await dof(['theory', 'width', 'tiny.yaml', '--json', '--jobs', jobs, '--out', jobs], {
          cwd,
        });
        expect(code).toBe(0);
        return JSON.parse(stdout).widths;
      };
      expect(await widths('2')).toEqual(await widths('1'));
    },
    PATIENCE,
  );

  it(
    'measures Conv-2 on real MNIST images, and its folder reports alone',
    async () => {
      const cwd = temporaryFolder();
      const text = `
model: conv-2
data: { name: mnist, options: { train: 256, test: 100 } }
degreesOfFreedom: [2, 64]
seeds: 1
training: { epochs: 1, batchSize: 64 }
analysis: { lossLevels: [2.2] }
`;
      writeExperiment(cwd, text, 'digits.yaml');
      const run = await dof(['run', 'digits.yaml'], { cwd });
      expect(run).toMatchObject({ code: 0 });
      expect(run.stderr).toContain('conv-2 on mnist (256 + 100 examples), D = 20490');
      const results = join(cwd, 'dof-results', 'digits', 'results.json');
      const before = readFileSync(results, 'utf8');
      const report = await dof(['report', 'dof-results/digits'], { cwd });
      expect(report.code).toBe(0);
      expect(report.stdout).toBe(run.stdout);
      expect(readFileSync(results, 'utf8')).toBe(before);
    },
    PATIENCE,
  );
});
