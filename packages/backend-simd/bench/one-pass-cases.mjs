import { engine } from './contestants.mjs';
import { conv2 } from './models.mjs';

/** D of Conv-2 on MNIST. */
const ROWS = 20_490;
const BATCH = 128;
/** Training steps of an epoch, whose evaluations have their share of MNIST. */
const STEPS = 25;

/**
 * The matrix read once a training step against twice.
 *
 * @param {string} native the native engine, or 'wasm' when there is none
 * @param {number[]} one the core to use
 */
export function onePassCases(native, one) {
  const engines = [...new Set([native, 'wasm'])];
  const bothWays = (name, what, work) =>
    [false, true].map((apart) => ({
      ...engine(name, { ...work, apart }, one),
      name: `${name}${what}, ${apart ? 'two passes' : 'one pass'}`,
    }));
  const measured = (title, columns, repeats, contestants, rest) => ({
    title: `${title}, one pass against two, one thread`,
    kind: 'memory',
    cores: one,
    bytes: 4 * ROWS * columns * repeats,
    contestants,
    work: { task: 'reading', rows: ROWS, columns, repeats },
    targets: [],
    ...rest,
  });
  const faster = (by) => [{ of: `${native}, two passes`, over: `${native}, one pass`, bound: by, least: true }];
  const epoch = (columns, rounds, by) =>
    measured(
      `${conv2.name} epoch of ${STEPS} steps in ${columns} random dimensions, batch ${BATCH}`,
      columns,
      STEPS,
      engines.flatMap((name) =>
        bothWays(name, '', { task: 'epoch', model: conv2, batch: BATCH, examples: STEPS * BATCH, columns }),
      ),
      { rounds, targets: faster(by) },
    );
  const products = (kinds, columns) =>
    measured(
      `A^T g, update and A theta, ${ROWS} x ${columns}`,
      columns,
      1,
      engines.flatMap((name) =>
        kinds.flatMap((kind) => bothWays(name, ` ${kind}`, { task: 'projectionStep', kind, rows: ROWS, columns })),
      ),
      { rounds: 12 },
    );
  return [
    products(['gaussian', 'gaussian-int8'], 2048),
    products(['gaussian-regenerated'], 256),
    epoch(1024, 7, 1.2),
    epoch(4096, 5, 1.35),
  ];
}
