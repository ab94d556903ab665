import { engine } from './contestants.mjs';
import { resNet20 } from './models.mjs';

/** D of ResNet20 and a d whose dense matrix would take 17 GiB. */
const LARGE = { rows: 272_474, columns: 16_384 };
/** D of Conv-2 on MNIST, with matrices larger than the caches. */
const SMALL = { rows: 20_490, columns: 2048 };

const STRUCTURED = ['hadamard', 'fastfood', 'sparse'];
const COMPACT = ['gaussian', 'gaussian-int8', 'rademacher', ...STRUCTURED];
const REGENERATED = { rows: 20_490, columns: 256 };

/** The floor: reading a dense matrix twice, or, where none fits, the four vectors of length D. */
const twiceTheMatrix = ({ rows, columns }) => ({ rows, columns: 2 * columns });
const theVectors = ({ rows }) => ({ rows, columns: 4 });

/**
 * A theta and A^T g, one after the other as in a training step, for every kind of projection.
 *
 * @param {string} native the native engine, or 'wasm' when there is none
 * @param {number[]} one the core to use
 * @param {object} step the work of a training step of ResNet20, see cases.mjs
 */
export function projectionCases(native, one, step) {
  const engines = [...new Set([native, 'wasm'])];
  const products = (name, kind, size) => ({
    ...engine(name, { task: 'products', kind, ...size }, one),
    name: `${name} ${kind}`,
  });
  const ofKinds = (kinds, size) => engines.flatMap((name) => kinds.map((kind) => products(name, kind, size)));
  const measured = (title, size, floor, contestants, rest) => ({
    title: `A theta and A^T g, ${title}, ${size.rows} x ${size.columns}, one thread`,
    kind: 'memory',
    cores: one,
    bytes: 4 * floor.rows * floor.columns,
    contestants,
    rounds: 12,
    targets: [],
    work: { task: 'reading', ...floor },
    ...rest,
  });
  const resNetStep = { ...engine(native, step, one), name: `${resNet20.name} step` };
  return [
    // A projection may add a tenth to the training step.
    measured('structured projections', LARGE, theVectors(LARGE), [...ofKinds(STRUCTURED, LARGE), resNetStep], {
      rounds: 5,
      targets: STRUCTURED.map((kind) => ({ of: resNetStep.name, over: `${native} ${kind}`, bound: 10, least: true })),
    }),
    measured('all stored projections', SMALL, twiceTheMatrix(SMALL), ofKinds(COMPACT, SMALL)),
    measured(
      'drawn again in every product',
      REGENERATED,
      twiceTheMatrix(REGENERATED),
      ofKinds(['gaussian-regenerated'], REGENERATED),
    ),
  ];
}
