import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { resolveExperiment } from '@dof/core';
import { standardisedExamples } from '@dof/testing';
import { readExperimentFile } from '../src/session/read-experiment-file.js';
import { capturedTerminal } from './captured-terminal.js';
import { runInProcess, testServices } from './run-in-process.js';
import { temporaryFolders } from './temporary-folder.js';
import { TINY, writeExperiment } from './tiny-experiment.js';

const temporaryFolder = temporaryFolders();

/** A Python that has PyTorch; undefined where none has. Debian has the package python3-torch. */
const python = [process.env['DOF_PYTHON'], 'python3', '/usr/bin/python3'].find(
  (name) => name !== undefined && spawnSync(name, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
);
const withPyTorch: (name: string, tests: () => void) => void =
  python === undefined
    ? (name, tests) => describe.skip(`${name} (skipped: no python3 here has torch)`, tests)
    : describe;

const NETWORK = `
model:
  name: small
  inputShape: [6, 6, 2]
  layers:
    - { type: conv2d, filters: 4, kernelSize: 3 }
    - { type: batchNorm }
    - { type: relu }
    - { type: maxPool2d, size: 2 }
    - { type: flatten }
    - { type: dense, units: 3 }`;
const EXPERIMENT = TINY.replace(/\nmodel: .*/, NETWORK).replace('[4, 4, 1]', '[6, 6, 2]');

/** The same network as somebody writes it who knows PyTorch; safetensors are read by hand, to need no further package. */
const PROGRAM = `
import json, struct, sys
import torch
from torch import nn

def load(path):
    raw = open(path, "rb").read()
    length, = struct.unpack("<Q", raw[:8])
    entries = json.loads(raw[8 : 8 + length])
    entries.pop("__metadata__", None)
    return {
        name: torch.frombuffer(bytearray(raw[8 + length + e["data_offsets"][0] : 8 + length + e["data_offsets"][1]]),
                               dtype=torch.float32).reshape(e["shape"])
        for name, e in entries.items()
    }

net = nn.Sequential()
net.add_module("conv2d1", nn.Conv2d(2, 4, 3, padding="same"))
net.add_module("batchNorm1", nn.BatchNorm2d(4, track_running_stats=False))
net.add_module("relu", nn.ReLU())
net.add_module("pool", nn.MaxPool2d(2))
net.add_module("flatten", nn.Flatten())
net.add_module("dense1", nn.Linear(36, 3))

parts = {}
for part in ["train", "test"]:
    images = torch.frombuffer(bytearray(open(part + ".inputs", "rb").read()), dtype=torch.float64).float()
    labels = torch.frombuffer(bytearray(open(part + ".labels", "rb").read()), dtype=torch.uint8).long()
    parts[part] = images.reshape(-1, 6, 6, 2).permute(0, 3, 1, 2), labels

found = []
for path in sys.argv[1:]:
    net.load_state_dict(load(path))
    losses = {}
    for part, (images, labels) in parts.items():
        outputs = net(images)
        losses[part] = {
            "loss": nn.functional.cross_entropy(outputs.double(), labels).item(),
            "accuracy": (outputs.argmax(1) == labels).float().mean().item(),
        }
    found.append(losses)
print(json.dumps(found))
`;

withPyTorch('a trained network in PyTorch', () => {
  it('has the loss and the accuracy that the run recorded', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder, EXPERIMENT);
    const ran = await runInProcess(['run', file], { workingDirectory: folder });
    expect([ran.code, ran.code === 0 ? '' : ran.terminal.errors()]).toEqual([0, '']);
    const context = {
      ...{ terminal: capturedTerminal([], { workingDirectory: folder }), services: testServices() },
      finish() {},
    };
    const { experiment } = await readExperimentFile(file, [], context);
    const { data } = await resolveExperiment(experiment);
    for (const part of ['train', 'test'] as const) {
      const { inputs, labels } = standardisedExamples(data, part, [...data[part].labels.keys()]);
      writeFileSync(join(folder, `${part}.inputs`), inputs);
      writeFileSync(join(folder, `${part}.labels`), Uint8Array.from(labels));
    }
    writeFileSync(join(folder, 'check.py'), PROGRAM);

    const listed = await runInProcess(['runs', 'dof-results/tiny', '--format', 'json'], { workingDirectory: folder });
    const runs: { hash: string }[] = JSON.parse(listed.terminal.output());
    expect(runs).toHaveLength(6);
    const recorded = [];
    for (const [i, { hash }] of runs.entries()) {
      const at = i % 2 === 0 ? 'final' : 'best';
      const out = `${hash}.safetensors`;
      const arguments_ = [
        'weights',
        'dof-results/tiny',
        '--run',
        hash,
        '--out',
        out,
        '--layout',
        'pytorch',
        '--at',
        at,
        '--json',
      ];
      const { terminal } = await runInProcess(arguments_, { workingDirectory: folder });
      recorded.push(JSON.parse(terminal.output()));
    }
    const files = runs.map(({ hash }) => `${hash}.safetensors`);
    const found = JSON.parse(execFileSync(python as string, ['check.py', ...files], { cwd: folder, encoding: 'utf8' }));
    for (const [i, one] of recorded.entries()) {
      for (const part of ['train', 'test']) {
        expect(Math.abs(found[i][part].loss / one[part].loss - 1)).toBeLessThan(1e-5);
        expect(found[i][part].accuracy).toBeCloseTo(one[part].accuracy, 6);
      }
    }
  });
});
