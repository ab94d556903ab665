import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resolveExperiment, type ModelSpec } from '@dof/core';
import { readOnnxNetwork } from '@dof/onnx';
import { openRunStore } from '@dof/store';
import { fitWeights, parseSafetensors } from '@dof/weights';
import { capturedTerminal } from '../../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../../test/planned-run.js';
import { runInProcess, testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { TINY, writeExperiment } from '../../../test/tiny-experiment.js';
import { readExperimentFile } from '../../session/read-experiment-file.js';

const temporaryFolder = temporaryFolders();
/** A convolution, so that the two layouts differ. */
const CONVOLUTIONAL = TINY.replace(
  'layers: [{ type: flatten }, { type: dense, units: 3 }]',
  'layers: [{ type: conv2d, filters: 2, kernelSize: 3 }, { type: relu }, { type: flatten }, { type: dense, units: 3 }]',
);

let folder: string;
let runs: readonly string[];

async function runsIn(workingDirectory: string): Promise<readonly string[]> {
  const arguments_ = ['runs', 'dof-results/tiny', '--format', 'json'];
  const { terminal } = await runInProcess(arguments_, { workingDirectory });
  return JSON.parse(terminal.output()).map(({ hash }: { hash: string }) => hash);
}

const weights = (...rest: readonly string[]) =>
  runInProcess(['weights', 'dof-results/tiny', ...rest], { workingDirectory: folder });

/** The loss and accuracy of a w over both parts of the data, on an engine that nobody told of the run. */
async function evaluated(w: Float32Array) {
  const context = {
    terminal: capturedTerminal([], { workingDirectory: folder }),
    services: testServices(),
    finish() {},
  };
  const { experiment } = await readExperimentFile(join(folder, 'tiny.yaml'), [], context);
  const { model, backend, data } = await resolveExperiment(experiment);
  const objective = await backend.compile(model as ModelSpec, data, { batchSize: 16, evaluationBatchSize: 500 });
  try {
    return { train: await objective.evaluate(w, 'train'), test: await objective.evaluate(w, 'test') };
  } finally {
    objective.dispose();
  }
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'dof-cli-')));
  const { code } = await runInProcess(['run', writeExperiment(folder, CONVOLUTIONAL)], { workingDirectory: folder });
  expect(code).toBe(0);
  runs = await runsIn(folder);
  // Two that are hard to tell apart.
  const store = await openRunStore(join(folder, 'dof-results/tiny'));
  for (const seed of [0, 1]) await store.put(resultOf(plannedRun(8, seed)));
  await store.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('dof weights', () => {
  it.each(['ours', 'pytorch'])('writes weights in the layout %s that have the recorded losses', async (layout) => {
    const [hash] = runs;
    const out = `${layout}.safetensors`;
    const { code, terminal } = await weights('--run', hash, '--out', out, '--layout', layout, '--json');
    expect(code).toBe(0);
    const { train, test, epoch, dimension, files } = JSON.parse(terminal.output());
    expect(files).toEqual([join(folder, out)]);
    expect(epoch).toBe(3);
    const context = { terminal, services: testServices(), finish() {} };
    const { experiment } = await readExperimentFile(join(folder, 'tiny.yaml'), [], context);
    const { model, layout: parameters } = await resolveExperiment(experiment);
    const asked = { file: out, model, parameters, layout: layout as 'ours' | 'pytorch', except: [] };
    const { w } = fitWeights(parseSafetensors(readFileSync(join(folder, out)), out), asked);
    expect(w).toHaveLength(dimension);
    const { data } = await resolveExperiment(experiment);
    const bytes = readFileSync(join(folder, out));
    const head = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
    const { scale, mean } = head.__metadata__;
    expect(Number(scale)).toBe(data.standardisation.scale);
    expect(Float32Array.from(JSON.parse(mean))).toEqual(Float32Array.from(data.standardisation.mean));
    expect(await evaluated(w)).toEqual({ train, test });
  });

  it('writes the network itself, and both files at once', async () => {
    const [, hash] = runs;
    const { code, terminal } = await weights(
      '--run',
      hash.slice(0, 12),
      '--at',
      'best',
      '--onnx',
      'a.onnx',
      '--out',
      'a.safetensors',
    );
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(
      /^random, d = \d+, seed \d, epoch \d: train loss [\d.]+, test accuracy [\d.]+, \d+ parameters\n/,
    );
    expect(terminal.output()).toContain('  a.safetensors\n  a.onnx\n');
    const { model, w } = readOnnxNetwork(readFileSync(join(folder, 'a.onnx')), { name: 'a' });
    expect(model.layers.map(({ type }) => type)).toEqual(['conv2d', 'relu', 'flatten', 'dense']);
    const { terminal: told } = await weights('--run', hash, '--at', 'best', '--onnx', 'b.onnx', '--json');
    const { train, test } = JSON.parse(told.output());
    const found = await evaluated(w);
    expect(found.train.loss).toBeCloseTo(train.loss, 6);
    expect(found.test.accuracy).toBe(test.accuracy);
  });

  it.each<[readonly string[], RegExp]>([
    [['--run', 'zzz', '--out', 'x.safetensors'], /no run of .* has a hash that begins with "zzz".*dof runs/],
    [['--run', 'run-8', '--out', 'x.safetensors'], /2 runs have hashes that begin with "run-8": give more of it/],
    [['--run', 'zzz'], /no file is named: give --out net\.safetensors/],
    [['--run', 'zzz', '--out', 'x.pt'], /--out x\.pt: give a file that ends in \.safetensors/],
    [['--run', 'zzz', '--onnx', 'x.safetensors'], /--onnx x\.safetensors: give a file that ends in \.onnx/],
    [['--out', 'x.safetensors'], /--run/],
  ])('answers %j with one line', async (rest, message) => {
    const { code, terminal } = await weights(...rest);
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(message);
    expect(terminal.errors()).not.toContain('    at ');
    expect(existsSync(join(folder, 'x.safetensors'))).toBe(false);
  });

  it('puts nothing in the place of another file', async () => {
    writeFileSync(join(folder, 'mine.safetensors'), 'mine');
    const { code, terminal } = await weights('--run', runs[0], '--out', 'mine.safetensors');
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/mine\.safetensors is there already/);
    expect(readFileSync(join(folder, 'mine.safetensors'), 'utf8')).toBe('mine');
  });

  it('says how to get the weights of runs that were stored without them', async () => {
    const bare = temporaryFolder();
    const file = writeExperiment(bare, `${TINY}keepCoordinates: false\n`);
    await runInProcess(['run', file, '--set', 'degreesOfFreedom=[1]', '--set', 'seeds=1'], { workingDirectory: bare });
    const [hash] = await runsIn(bare);
    const arguments_ = ['weights', 'dof-results/tiny', '--run', hash, '--out', 'x.safetensors'];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory: bare });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/keepCoordinates: false.*--delete/);
  });
});
