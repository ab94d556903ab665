import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { TINY, writeExperiment } from '../../../test/tiny-experiment.js';

const temporaryFolder = temporaryFolders();

describe('dof run with other recipes', () => {
  it('tries learning rates on seeds that do not count, and reports the best beside the one given', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(
      folder,
      `${TINY.replace('epochs: 3', 'epochs: 2, optimizer: { learningRate: [0.4, 0.1, 0.01] }')}tune: { seeds: 1 }\n`,
    );
    const { code, terminal } = await runInProcess(['run', file], { workingDirectory: folder });
    expect(code).toBe(0);
    expect(terminal.errors()).toContain('random: trying the learning rates 0.01, 0.1, 0.4\n9 runs: ');
    const out = join(folder, 'dof-results/tiny');
    const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'));

    const store = await openRunStore(out, { access: 'read' });
    const stored = await store.list();
    await store.close();
    const rateOf = ({ specification }: (typeof stored)[number]) => specification.training.optimizer.learningRate;
    const choices: { degreesOfFreedom: number; learningRate: number; runs: string[] }[] = results.tuning.choices;
    expect(choices.map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual([1, 8, 32]);
    for (const { degreesOfFreedom, learningRate, runs } of choices) {
      const tried = stored.filter(
        ({ specification: { degreesOfFreedom: d, seed } }) => d === degreesOfFreedom && seed >= 1e9,
      );
      expect(tried).toHaveLength(3);
      const lossOf = (run?: (typeof stored)[number]): number => run?.best?.trainLoss ?? Infinity;
      const best = tried.find((run) => rateOf(run) === learningRate);
      for (const run of tried) expect(lossOf(best)).toBeLessThanOrEqual(lossOf(run));
      const counted = stored.filter(({ hash }) => runs.includes(hash));
      expect(counted.map(({ specification: { seed } }) => seed).sort()).toEqual([0, 1]);
      for (const run of counted) expect(rateOf(run)).toBe(learningRate);
    }
    expect(results.methods.map(({ label }: { label: string }) => label)).toEqual([
      'random (learning rate 0.1)',
      'random (learning rate best of 0.01, 0.1, 0.4)',
    ]);
    expect(terminal.output()).toContain('Learning rates tried for each d: 0.01, 0.1, 0.4, on the seed 1000000000');
    expect(terminal.output()).toContain('random from init: the best is ');

    const report = await runInProcess(['report', out], { workingDirectory: folder });
    expect(report.terminal.output()).toBe(terminal.output());
    const again = await runInProcess(['run', file], { workingDirectory: folder });
    expect(again.terminal.errors().match(/^\[/gm)).toBeNull();
    expect(again.terminal.output()).toBe(terminal.output());
    const part = await runInProcess(['run', file, '--shard', '1/2'], { workingDirectory: folder });
    expect(part.terminal.errors()).toContain('--shard with a list of learning rates');
    const ahead = await runInProcess(['run', file, '--dry-run'], { workingDirectory: folder });
    expect(ahead.terminal.errors()).toContain('trying all of 0.01, 0.1, 0.4 at each d on 1 further seed');
  });

  it('smooths labels in training and in no loss that is reported', async () => {
    const folder = temporaryFolder();
    const historyWith = async (...settings: string[]): Promise<{ train: { loss: number } }[]> => {
      const out = join(folder, String(settings.length));
      const experiment = ['run', writeExperiment(folder), '--out', out, '--set', 'degreesOfFreedom=[32]'];
      const sets = settings.flatMap((setting) => ['--set', setting]);
      const { code } = await runInProcess([...experiment, ...sets], { workingDirectory: folder });
      expect(code).toBe(0);
      return JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')).runs[0].history;
    };
    const [plain, smoothed] = [await historyWith(), await historyWith('model.labelSmoothing=0.5')];
    expect(smoothed[0]).toEqual(plain[0]);
    expect(smoothed[1].train.loss).not.toBe(plain[1].train.loss);
    const refused = await runInProcess(
      ['run', writeExperiment(folder), '--set', 'model.labelSmoothing=0.1', '--set', 'backend=tfjs'],
      { workingDirectory: folder },
    );
    expect(refused.code).toBe(2);
    expect(refused.terminal.errors()).toMatch(
      /^dof: model linear: it has labelSmoothing, which tfjs does not do[^\n]*\n$/,
    );
  });
});
