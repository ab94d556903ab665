import { engine, pytorch } from './contestants.mjs';
import { conv2, conv3, forwardOperations, fullyConnected, resNet20, stepOperations } from './models.mjs';
import { onePassCases } from './one-pass-cases.mjs';
import { directionCases } from './direction-cases.mjs';
import { projectionCases } from './projection-cases.mjs';
import { winogradCases } from './winograd-cases.mjs';

const BATCH = 128;
/** D of Conv-2 on MNIST, and the largest d of the published runs. */
const [ROWS, COLUMNS] = [20_490, 4096];

const step = (model) => ({ task: 'step', model, batch: BATCH, examples: 1024 });
const evaluation = { task: 'evaluation', model: conv2, batch: 1000, examples: 60_000 };
const layouts = [{ channelsLast: false }, { channelsLast: true }];

/** A bound on the quotient of two contestants' times; `of` and `over` begin their names, 'floor' is the machine's. */
const atMost = (of, over, bound) => ({ of, over, bound, least: false });
const atLeast = (of, over, bound) => ({ of, over, bound, least: true });

/**
 * What is measured. A `compute` case compares with the time that sgemm needs for as many operations, a `memory` case
 * with the time that reading its bytes once takes.
 *
 * @param {string} native the native engine, or 'native' when there is none
 * @param {string[]} engines all that run here
 * @param {number[]} cores that may be used
 */
export function benchmarkCases(native, engines, cores) {
  const one = cores.slice(0, 1);
  const both = cores.slice(0, 2);
  const ours = (work, on) => [engine(native, work, on), engine('wasm', work, on)];
  const singleThread = (model, rounds, targets) => ({
    title: `${model.name} training step, batch ${BATCH}, one thread`,
    kind: 'compute',
    cores: one,
    operations: BATCH * stepOperations(model),
    contestants: [...ours(step(model), one), ...layouts.map((layout) => pytorch(step(model), one, layout))],
    rounds,
    targets,
  });
  const wholeMachine = (model, rounds, floor) => ({
    title: `${model.name} training step, batch ${BATCH}, ${both.length} runs at once`,
    kind: 'compute',
    cores: both,
    operations: BATCH * stepOperations(model),
    contestants: [
      ...ours(step(model), both),
      ...layouts.map((layout) => pytorch(step(model), both, layout)),
      ...layouts.map((layout) => pytorch(step(model), both, { ...layout, processes: true })),
    ],
    rounds,
    targets: [atMost(native, 'floor', floor), atLeast('PyTorch', native, 1)],
  });
  const projection = (task, title) => ({
    title: `${title}, dense ${ROWS} x ${COLUMNS}, one thread`,
    kind: 'memory',
    cores: one,
    bytes: 4 * ROWS * COLUMNS,
    contestants: ours({ task, rows: ROWS, columns: COLUMNS }, one),
    rounds: 20,
    targets: [atMost(native, 'floor', 1 / 0.7)],
    work: { task: 'reading', rows: ROWS, columns: COLUMNS },
  });
  return [
    singleThread(conv2, 30, [
      atMost(native, 'floor', 1.25),
      atLeast('PyTorch', native, 2.5),
      atMost('wasm', 'PyTorch', 1.2),
    ]),
    singleThread(fullyConnected, 30, [atLeast('PyTorch', native, 1)]),
    wholeMachine(conv3, 12, 1.4),
    wholeMachine(resNet20, 7, 1.5),
    {
      title: `${conv2.name} evaluation of 60,000 images, one thread`,
      kind: 'compute',
      cores: one,
      operations: evaluation.examples * forwardOperations(conv2),
      contestants: ours(evaluation, one),
      rounds: 4,
      targets: [atMost(native, 'floor', 1 / 0.6)],
    },
    projection('apply', 'A theta'),
    projection('applyTranspose', 'A^T g'),
    ...winogradCases(engines, one),
    ...projectionCases(native, one, step(resNet20)),
    ...onePassCases(native, one),
    ...directionCases(native, one),
  ];
}
