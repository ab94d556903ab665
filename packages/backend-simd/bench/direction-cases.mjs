import { engine } from './contestants.mjs';

/** Snapshots of a trajectory, and D of Conv-2 on MNIST and of ResNet20. */
const SIZES = [
  { name: 'Conv-2', rows: 20_490, columns: 512, withPlain: true },
  { name: 'Conv-2', rows: 20_490, columns: 2048 },
  { name: 'ResNet20', rows: 272_474, columns: 1024 },
];

/** Multiplications and additions: half the Gram matrix, its eigenvectors, all directions. */
const operations = ({ rows, columns }) => columns ** 2 * rows + 10 * columns ** 3 + 2 * columns ** 2 * rows;

/**
 * The singular directions of whole trajectories, in float64. They take long and are measured once, so their processor
 * time counts; the floor is sgemm's, with twice as many values in a register.
 *
 * @param {string} native the native engine, or 'wasm' when there is none
 * @param {number[]} one the core to use
 */
export function directionCases(native, one) {
  const engines = [...new Set([native, 'wasm'])];
  return SIZES.map(({ name, withPlain, ...size }) => ({
    title: `all singular directions of ${size.columns} snapshots, ${name} (D = ${size.rows}), one thread`,
    kind: 'compute',
    cores: one,
    operations: operations(size),
    contestants: [
      ...engines.map((of) => engine(of, { task: 'directions', ...size }, one)),
      ...(withPlain
        ? [{ ...engine(native, { task: 'directions', plain: true, ...size }, one), name: 'plain JavaScript' }]
        : []),
    ],
    rounds: 1,
    targets: withPlain ? [{ of: 'plain JavaScript', over: native, bound: 10, least: true }] : [],
  }));
}
