import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './node-under-trial.mjs';
import { startRedis } from './queue.mjs';

const EXPERIMENT = `
model:
  name: tiny
  inputShape: [8, 8, 1]
  layers:
    - { type: conv2d, filters: 4, kernelSize: 3 }
    - { type: relu }
    - { type: maxPool2d, size: 2 }
    - { type: flatten }
    - { type: dense, units: 3 }
data: { name: synthetic, options: { classes: 3, inputShape: [8, 8, 1], train: 160, test: 30, spread: 20 } }
methods: [random, { name: lottery-subspace, options: { snapshots: 16 } }]
degreesOfFreedom: [2, 8]
seeds: 1
training: { epochs: 2, batchSize: 16 }
`;

/**
 * What is tried under each Node, in this order. A part returns what it measured, in which Nodes must agree to the last bit,
 * or throws; `skip` says in one line why it cannot be tried here. `testedAlready`: by `npm test`, under its own Node.
 */
export const PARTS = [
  {
    name: 'install: no dependency refuses it',
    async run(node) {
      const npm = process.env.npm_execpath;
      if (npm === undefined) return skip('npm run test:nodes tells which npm');
      await node.run([npm, 'ci', '--dry-run', '--engine-strict', '--offline', '--ignore-scripts'], { cwd: ROOT });
    },
  },
  {
    name: 'doctor, with the engine that was built',
    async run(node) {
      const { findings } = JSON.parse(await node.dof('doctor', '--json'));
      const engine = findings.find(({ topic }) => topic === 'engine');
      const built = existsSync(join(ROOT, 'packages/backend-simd/build/dof-kernels.node'));
      assert.match(engine.detail, built ? /^native-/ : /^wasm-/);
      return findings.filter(({ topic }) => topic !== 'node' && topic !== 'memory' && topic !== 'output');
    },
  },
  { name: 'run and store, native engine', run: (node) => experiment(node, 'native') },
  { name: 'run and store, WebAssembly', run: (node) => experiment(node, 'wasm', [], { DOF_ENGINE: 'wasm' }) },
  { name: 'run and store, TensorFlow.js', run: (node) => experiment(node, 'tfjs', ['--set', 'backend=tfjs']) },
  {
    name: 'report',
    async run(node) {
      const page = join(node.folder, 'native', 'report.html');
      rmSync(page);
      await node.dof('report', 'native');
      assert.match(readFileSync(page, 'utf8'), /<svg/);
    },
  },
  {
    name: 'queue',
    async run(node) {
      const redis = await startRedis(node.folder);
      if (redis === undefined) return skip('no redis-server is installed');
      try {
        node.start([join(ROOT, 'packages/cli/bin/dof.js'), 'worker', redis.address]);
        return await experiment(node, 'queue', ['--executor', redis.address]);
      } finally {
        await redis.close();
      }
    },
  },
  {
    name: 'tfjs-node, the contract suite',
    testedAlready: true,
    async run(node) {
      const suite = join(ROOT, 'packages/backend-tfjs/test/tfjs-node/suite.mjs');
      const tap = await node.run(['--test', '--test-reporter=tap', suite], { cwd: ROOT });
      const [, reason] = /# SKIP (.*)/.exec(tap) ?? [];
      if (reason !== undefined) return skip(reason);
    },
  },
];

/** In place of what a part measures. */
export class Skipped {
  constructor(reason) {
    this.reason = reason;
  }
}

const skip = (reason) => new Skipped(reason);

/** Trains, then reads what the store has. */
async function experiment(node, out, options = [], environment = {}) {
  writeFileSync(join(node.folder, 'tiny.yaml'), EXPERIMENT);
  const dof = join(ROOT, 'packages/cli/bin/dof.js');
  await node.run([dof, 'run', 'tiny.yaml', '--out', out, ...options], { environment });
  const runs = JSON.parse(await node.dof('runs', out, '--format', 'json'));
  assert.equal(runs.length, 4);
  return runs
    .map(({ hash, engineVariant, status, history }) => ({ hash, engineVariant, status, history }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
}
