// Runs one workload of our engine, once per line on its standard input. Its argument is JSON: the engine, the task and
// the task's sizes.
import { randomDataset } from '@dof/testing';
import { affineReparametrisation, fillNormal, forwardLinearMap } from '@dof/core';
import { chooseEngine } from '../dist/engine/choose-engine.js';
import { SimdBackend } from '../dist/index.js';
import { answerLines } from './answer-lines.mjs';
import { subspaceEpoch } from './subspace-epoch.mjs';

const work = JSON.parse(process.argv[2]);
const { engine, task, model, batch, examples, rows, columns, kind = 'gaussian' } = work;
const { repeats = 1, apart = false, plain = false } = work;

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

/** A projection, with one pass for both products unless they are to be apart. */
async function drawn(backend, rows) {
  const map = await backend.linearMap({ kind, rows, columns }, [7, 8]);
  return apart ? forwardLinearMap(map, { applyTransposeThenApply: undefined }) : map;
}

async function projection() {
  const map = await drawn(new SimdBackend({ engine }), rows);
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
  /** The products of a training step, in one pass where the map has one, and a step between them. */
  async projectionStep() {
    const { map, theta, origin, g } = await projection();
    const point = affineReparametrisation(origin, map);
    const [w, pulled] = [new Float32Array(rows), new Float32Array(columns)];
    const update = (from, to) => {
      for (let j = from; j < to; j++) theta[j] -= 1e-3 * pulled[j];
    };
    return () => {
      if (point.pullbackThenEmbed) return point.pullbackThenEmbed({ theta, gradient: g, pulled, update, w });
      point.pullback(theta, g, pulled);
      update(0, columns);
      return point.embed(theta, w);
    };
  },
  epoch: () => subspaceEpoch(new SimdBackend({ engine }), drawn, { model, batch, examples }),
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
  /** Reads a matrix's worth of memory, so many times. */
  async reading() {
    const { kernels, memory } = await chooseEngine(engine).open();
    const count = Math.ceil((rows * columns) / 128) * 128;
    const block = memory.allocate(4 * count, 'the memory test', 'free some memory');
    memory.words(block, count).forEach((_, i, words) => (words[i] = 0x3f000000 + (i & 0xffff)));
    // The block lives as long as its memory is referred to.
    return () => {
      for (let i = 0; i < repeats; i++) kernels.readMemory(block, Math.min(count, memory.size / 4));
    };
  },
};

await answerLines(chooseEngine(engine).variant, tasks[task]);
