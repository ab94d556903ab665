import { choleskyInPlace, solveLowerInPlace } from '../dist/theory/numerics/cholesky.js';
import { dot, gramMatrix } from '../dist/theory/numerics/gram-matrix.js';
import { fastNormals } from './fast-normals.mjs';
import { medianInterval } from './median-interval.mjs';

/** Columns drawn beyond the furthest prediction of a flag. */
const MARGIN = 40;

/**
 * Median thresholds of several (start, loss) on one spectrum. A uniformly random flag of nested subspaces is the same
 * in law built upwards from d = 0 by columns, or downwards from d = D by constraints; each case takes the flag in
 * which it is met earlier, one flag of each kind a trial serving all cases.
 */
export function nestedThresholds({ eigenvalues, cases, trials, seed }) {
  const dimension = eigenvalues.length;
  const fill = fastNormals(seed);
  const up = cases.map((item, i) => ({ ...item, i })).filter((item) => item.theory <= dimension / 2);
  const down = cases.map((item, i) => ({ ...item, i })).filter((item) => item.theory > dimension / 2);
  const upCount = Math.ceil(Math.max(0, ...up.map((item) => item.theory + MARGIN)));
  const downCount = Math.ceil(Math.max(0, ...down.map((item) => dimension - item.theory + MARGIN)));
  const inverse = eigenvalues.map((eigenvalue) => 1 / eigenvalue);
  const samples = cases.map(() => new Float64Array(trials));
  const direction = new Float64Array(dimension);

  for (let trial = 0; trial < trials; trial++) {
    fill(direction);
    const length = Math.sqrt(dot(direction, direction));
    const vectorOf = ({ well }) => (typeof well.start === 'number' ? direction.map((x) => x / length) : well.start);
    if (up.length > 0) {
      const flag = randomFlag(eigenvalues, upCount, fill);
      for (const item of up) {
        const start = vectorOf(item);
        const squares = flag.squaredCoordinates(start.map((x, i) => eigenvalues[i] * x));
        let loss = start.reduce((sum, x, i) => sum + eigenvalues[i] * x * x, 0) / 2;
        let d = 0;
        while (loss > item.loss && d < upCount) loss -= squares[d++] / 2;
        samples[item.i][trial] = loss > item.loss ? Infinity : d;
      }
    }
    if (down.length > 0) {
      const flag = randomFlag(inverse, downCount, fill);
      for (const item of down) {
        const squares = flag.squaredCoordinates(vectorOf(item));
        let loss = 0;
        let k = 0;
        while (k < downCount && loss + squares[k] / 2 <= item.loss) loss += squares[k++] / 2;
        samples[item.i][trial] = k === downCount ? -Infinity : dimension - k;
      }
    }
  }
  return samples.map(medianInterval);
}

/** Gaussian columns A and the Cholesky factor of A^T W A, W diagonal. */
function randomFlag(weights, count, fill) {
  const length = weights.length;
  const columns = fill(new Float64Array(length * count));
  const weighted = new Float64Array(columns.length);
  for (let j = 0, at = 0; j < count; j++)
    for (let i = 0; i < length; i++, at++) weighted[at] = weights[i] * columns[at];
  const factor = gramMatrix(columns, weighted, length, count);
  choleskyInPlace(factor, count);
  return {
    squaredCoordinates(vector) {
      const z = new Float64Array(count);
      for (let j = 0; j < count; j++) z[j] = dot(columns.subarray(j * length, (j + 1) * length), vector);
      solveLowerInPlace(factor, count, z);
      return z.map((x) => x * x);
    },
  };
}
