// Runs on the built packages, outside jest: the native library knows one JavaScript realm only. `node --test` shows the
// suite as skipped where @tensorflow/tfjs-node does not load, unless DOF_REQUIRE_TFJS_NODE says that it must.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TfjsBackend } from '@dof/backend-tfjs';
import { parseExperiment, runExperiment, workerPoolExecutor } from '@dof/core';
import { backendContract, LAYER_FAMILIES, randomDataset } from '@dof/testing';
import { lastValueFrom, toArray } from 'rxjs';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const { variant, detail } = new TfjsBackend().describe();
const skip = variant === 'tfjs-node' || process.env.DOF_REQUIRE_TFJS_NODE === '1' ? false : detail;
const native = () => new TfjsBackend({ engines: ['tfjs-node'] });

backendContract(
  'tfjs-node',
  native,
  { describe: (name, body) => describe(name, { skip }, body), it },
  { layerFamilies: LAYER_FAMILIES.filter((family) => family !== 'label-smoothing'), runs: 10 },
);

describe('tfjs-node', { skip }, () => {
  it('is what the backend says it uses', () => {
    assert.equal(variant, 'tfjs-node', detail);
    assert.match(detail, /native library/);
  });

  it('says nothing on the screen, started in a worker thread', () => {
    const program = `
      import { Worker } from 'node:worker_threads';
      import { TfjsBackend } from '@dof/backend-tfjs';
      new TfjsBackend();
      new Worker("import('@dof/backend-tfjs').then(({ TfjsBackend }) => new TfjsBackend().describe())", { eval: true });`;
    // Set in this process by the backend.
    const env = { ...process.env };
    delete env.TF_CPP_MIN_LOG_LEVEL;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: fixtures,
      encoding: 'utf8',
      env,
    });
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' });
  });

  it('trains a tf.LayersModel as WebAssembly does', async () => {
    const data = randomDataset([1, 0], { inputShape: [6, 6, 1], classes: 3, trainCount: 20, testCount: 6 });
    const batch = { split: 'train', indices: Uint32Array.of(1, 5, 7, 3, 19) };
    const [actual, expected] = [native(), new TfjsBackend({ engines: ['tfjs-wasm'] })];
    const measured = [];
    for (const backend of [expected, actual]) {
      const model = await backend.readModel({ file: `${fixtures}/tiny-model.mjs`, options: {} }, data);
      const objective = await model.compile(data, { batchSize: 8, evaluationBatchSize: 7 });
      const w = objective.initialise([1, 2]);
      const gradient = new Float32Array(w.length);
      const loss = await objective.lossAndGradient(w, batch, gradient);
      measured.push({ hash: model.reference.contentHash, w, loss, gradient });
      backend.dispose();
    }
    const [wasm, node] = measured;
    assert.equal(node.hash, wasm.hash);
    assert.deepEqual([...node.w], [...wasm.w]);
    assert.ok(Math.abs(node.loss - wasm.loss) < 1e-5);
    const largest = wasm.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    node.gradient.forEach((slope, i) => assert.ok(Math.abs(slope - wasm.gradient[i]) < 1e-4 * largest, `entry ${i}`));
  });

  it('runs in worker threads, with the same bits in one and in two', async () => {
    const input = {
      model: { file: './tiny-model.mjs' },
      data: 'noise',
      methods: './tiny-plugins.mjs',
      backend: 'tfjs',
      degreesOfFreedom: [2, 40],
      seeds: 2,
      training: { batchSize: 8, epochs: 3 },
    };
    const experiment = parseExperiment(input, { source: 'test', defaultName: 'test', baseDirectory: fixtures });
    const histories = async (jobs) => {
      const executor = workerPoolExecutor(jobs);
      const events = await lastValueFrom(runExperiment(experiment, { executor }).pipe(toArray()));
      await executor.dispose();
      const { results } = events.at(-1);
      assert.equal(results.length, 4);
      for (const { engineVariant } of results) assert.equal(engineVariant, 'tfjs-node');
      return results.map(({ history }) => history);
    };
    assert.deepEqual(await histories(2), await histories(1));
  });
});
