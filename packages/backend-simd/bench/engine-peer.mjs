// Runs one workload of our engine, once per line on its standard input. Its argument is JSON: the engine, the task and
// the task's sizes.
import { randomDataset } from '@dof/testing';
import { fillNormal } from '@dof/core';
import { chooseEngine } from '../dist/engine/choose-engine.js';
import { SimdBackend } from '../dist/index.js';
import { answerLines } from './answer-lines.mjs';

const { engine, task, model, batch, examples, rows, columns, kind = 'gaussian', plain } = JSON.parse(process.argv[2]);

function random(length, stream) {
  const values = new Float32Array(length);
  fillNormal([5, 6], stream, values);
  return values;
}

async function compiled() {
  const shape = { inputShape: model.inputShape, classes: 10, trainCount: examples, testCount: 1 };
  const objective = await new SimdBackend({ engine }).compile(model, randomDataset([1, 2], shape), {
    batchSize: batch,
    evaluationBatchSize: 1000,
  });
  return { objective, w: objective.initialise([3, 4]) };
}

async function projection() {
  const map = await new SimdBackend({ engine }).linearMap({ kind, rows, columns }, [7, 8]);
  return { map, theta: random(columns, 0), origin: random(rows, 1), g: random(rows, 2) };
}

/** Moves of training with momentum: each is 0.9 of the last one and a gradient, a drift and noise that both fade. */
function trajectory() {
  const [drift, last, noise] = [random(rows, 0), new Float32Array(rows), new Float32Array(rows)];
  return Array.from({ length: columns }, (_, j) => {
    fillNormal([5, 6], 1 + j, noise);
    const [shared, own] = [1 / (1 + j / 20), 1 / (1 + j / 400)];
    for (let i = 0; i < rows; i++) last[i] = 0.9 * last[i] - 0.01 * (shared * drift[i] + own * noise[i]);
    return last.slice();
  });
}

const tasks = {
  async step() {
    const { objective, w } = await compiled();
    const gradient = new Float32Array(w.length);
    const indices = Uint32Array.from({ length: batch }, (_, i) => (i * 37) % examples);
    return () => objective.lossAndGradient(w, { split: 'train', indices }, gradient);
  },
  async evaluation() {
    const { objective, w } = await compiled();
    return () => objective.evaluate(w, 'train');
  },
  async apply() {
    const { map, theta, origin } = await projection();
    const w = new Float32Array(rows);
    return () => map.apply(theta, origin, w);
  },
  async applyTranspose() {
    const { map, g } = await projection();
    const pulled = new Float32Array(columns);
    return () => map.applyTranspose(g, pulled);
  },
  async products() {
    const { map, theta, origin, g } = await projection();
    const [w, pulled] = [new Float32Array(rows), new Float32Array(columns)];
    return () => {
      map.apply(theta, origin, w);
      map.applyTranspose(g, pulled);
    };
  },
  /** All directions, as a preparation for the largest d takes them; `plain` by the loops for engines without. */
  async directions() {
    const vectors = trajectory();
    const find = plain
      ? (await import('@dof/linear-algebra')).topSingularDirections
      : (...given) => new SimdBackend({ engine }).topSingularDirections(...given);
    return () => find(vectors, columns);
  },
  /** Multiplications and additions of registers alone: `examples` million floating-point operations. */
  async registers() {
    const { kernels } = await chooseEngine(engine).open();
    const repeats = Math.round((examples * 1e6) / (24 * kernels.lanes()));
    return () => kernels.multiplyAddPeak(repeats, 0.99371, 0.31713);
  },
  /** Reads a matrix's worth of memory. */
  async reading() {
    const { kernels, memory } = await chooseEngine(engine).open();
    const count = Math.ceil((rows * columns) / 128) * 128;
    const block = memory.allocate(4 * count, 'the memory test', 'free some memory');
    memory.words(block, count).forEach((_, i, words) => (words[i] = 0x3f000000 + (i & 0xffff)));
    // The block lives as long as its memory is referred to.
    return () => kernels.readMemory(block, Math.min(count, memory.size / 4));
  },
};

await answerLines(chooseEngine(engine).variant, tasks[task]);
