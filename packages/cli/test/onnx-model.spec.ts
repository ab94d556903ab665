import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { initialiseParameters, keyFromSeed, parameterLayout, type ModelSpec } from '@dof/core';
import { writeOnnxNetwork } from '@dof/onnx';
import { runInProcess } from './run-in-process.js';
import { temporaryFolders } from './temporary-folder.js';
import { TINY, writeExperiment } from './tiny-experiment.js';

const temporaryFolder = temporaryFolders();
const linear: ModelSpec = {
  name: 'linear',
  inputShape: [4, 4, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};

describe('an experiment whose model is an ONNX file', () => {
  it('reuses the runs of the same layers written out', async () => {
    const workingDirectory = temporaryFolder();
    const w = initialiseParameters(parameterLayout(linear), keyFromSeed(1));
    writeFileSync(join(workingDirectory, 'linear.onnx'), writeOnnxNetwork({ model: linear, w }));
    await runInProcess(['run', writeExperiment(workingDirectory)], { workingDirectory });
    const fromFile = TINY.replace(/model: .*/, 'model: { onnx: linear.onnx }');
    const store = ['--out', join('dof-results', 'tiny')];
    const file = writeExperiment(workingDirectory, fromFile);
    const { code, terminal } = await runInProcess(['run', file, ...store], { workingDirectory });
    expect(code).toBe(0);
    expect(terminal.errors()).toMatch(/6 runs reused|6 of 6|nothing to train/);
  });

  it('says what is wrong with the file', async () => {
    const workingDirectory = temporaryFolder();
    writeFileSync(join(workingDirectory, 'linear.onnx'), 'no network');
    const file = writeExperiment(workingDirectory, TINY.replace(/model: .*/, 'model: { onnx: linear.onnx }'));
    const { code, terminal } = await runInProcess(['run', file], { workingDirectory });
    expect(code).not.toBe(0);
    expect(terminal.errors()).toMatch(/^dof: linear\.onnx: this is no ONNX file/m);
  });
});
