import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { writeSafetensors } from '@dof/weights';
import { runInProcess } from './run-in-process.js';
import { temporaryFolders } from './temporary-folder.js';
import { TINY, writeExperiment } from './tiny-experiment.js';

const temporaryFolder = temporaryFolders();
const NOTE = 'note: The weights of net.safetensors were taken by order and shape: dense1 from fc.\n';

let workingDirectory: string;

beforeEach(() => {
  workingDirectory = temporaryFolder();
  const values = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(3 * i));
  const tensors = [
    { name: 'fc.bias', shape: [3], values: values(3) },
    { name: 'fc.weight', shape: [3, 16], values: values(48) },
  ];
  writeFileSync(join(workingDirectory, 'net.safetensors'), writeSafetensors(tensors));
  const start = 'start: [init, { type: weights, file: net.safetensors, layout: pytorch }]\n';
  writeExperiment(workingDirectory, TINY + start);
});

describe('a start from given weights', () => {
  it('is where runs of every seed begin, and is reported by the name of its file', async () => {
    const run = await runInProcess(['run', 'tiny.yaml'], { workingDirectory });
    expect([run.code, run.terminal.errors()]).toEqual([0, expect.stringContaining(NOTE)]);
    expect(run.terminal.output()).toContain('random from weights of net.safetensors: linear on synthetic');
    const results: { runs: { start: { type: string; seed: number }; history: { train: { loss: number } }[] }[] } =
      JSON.parse(readFileSync(join(workingDirectory, 'dof-results/tiny/results.json'), 'utf8'));
    const given = results.runs.filter(({ start }) => start.type === 'weights');
    expect(given).toHaveLength(6);
    expect(new Set(given.map(({ history }) => history[0].train.loss)).size).toBe(1);
    expect(readFileSync(join(workingDirectory, 'dof-results/tiny/report.html'), 'utf8')).toContain(
      'weights of net.safetensors',
    );
  });

  it('is in the store, so that what was trained can be taken out without its file', async () => {
    await runInProcess(['run', 'tiny.yaml'], { workingDirectory });
    const listed = await runInProcess(['runs', 'dof-results/tiny', '--format', 'json'], { workingDirectory });
    const runs: { hash: string; start: string }[] = JSON.parse(listed.terminal.output());
    rmSync(join(workingDirectory, 'net.safetensors'));
    for (const { hash } of runs) {
      const out = `${hash}.safetensors`;
      const run = await runInProcess(['weights', 'dof-results/tiny', '--run', hash, '--out', out], {
        workingDirectory,
      });
      expect([run.code, run.terminal.errors()]).toEqual([0, '']);
    }
  });

  it('is seen in a dry run, which keeps nothing', async () => {
    const run = await runInProcess(['run', 'tiny.yaml', '--dry-run'], { workingDirectory });
    expect([run.code, run.terminal.errors()]).toEqual([0, expect.stringContaining(NOTE)]);
    expect(run.terminal.output()).toContain('d of random (start weights of net.safetensors)  1, 8, 32');
    expect(run.terminal.output()).not.toContain('preparations');
    expect(existsSync(join(workingDirectory, 'dof-results'))).toBe(false);
  });

  it('is one of those that thresholds are predicted from', async () => {
    const settings = ['prediction.training.batchSize=16', 'prediction.probes=2', 'seeds=1'];
    const arguments_ = ['theory', 'predict', 'tiny.yaml', '--json', ...settings.flatMap((one) => ['--set', one])];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory });
    const { predictions }: { predictions: { start: string; loss: number }[] } = JSON.parse(terminal.output());
    expect([code, predictions.map(({ start }) => start)]).toEqual([
      0,
      ['initialisation', 'weights of net.safetensors'],
    ]);
    expect(predictions[0].loss).not.toBe(predictions[1].loss);
  });

  it('is a mistake of one line where it does not fit', async () => {
    for (const [setting, complaint] of [
      ['start={type: weights, file: net.safetensors}', 'add layout: pytorch to the start'],
      ['start={type: weights, file: net.safetensors, except: dense1}', 'start.except names every layer of'],
      ['start={type: weights, file: none.npz}', 'there is no such file'],
      [
        'start={type: weights, file: net.pt}',
        'nothing here reads weights from .pt: give .npz or .onnx or .safetensors',
      ],
    ]) {
      const run = await runInProcess(['run', 'tiny.yaml', '--set', setting], { workingDirectory });
      expect(run.code).toBe(2);
      expect(run.terminal.errors()).toMatch(/^dof: [^\n]+\n$/);
      expect(run.terminal.errors()).toContain(complaint);
    }
  });
});
