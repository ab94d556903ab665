import { fillNormal, splitKey, type RandomKey } from '@dof/core';
import { euclideanNorm } from '../numerics/gram-matrix.js';
import { asymptoticThreshold } from './asymptotic-threshold.js';
import { constrainedWellLeastLosses, wellLeastLosses } from './least-losses-along-columns.js';
import { checkWell, type QuadraticWell } from './quadratic-well.js';

/** Dimensions drawn beyond the furthest prediction. */
const MARGIN = 40;

/**
 * One trial of the threshold training dimension of a quadratic well: a start, if its direction is random, and one random
 * flag of nested subspaces through it; the least d of the flag whose least loss is `losses[i]` or below, by one Cholesky
 * factor for all of them. A uniformly random flag is the same in law built upwards from d = 0 by columns, or downwards
 * from d = D by constraints; each loss takes the side it is met from earlier.
 *
 * About D c^2 / 2 multiply-adds, c the columns needed: some tens of milliseconds at D = 400, seconds at D = 2000.
 *
 * @param losses eps, above 0.
 * @param key the same key gives the same trial.
 * @returns whole numbers, or an infinity for a trial further from its end of the flag than 40 dimensions and
 * half as far again as the theory.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a malformed well.
 */
export function drawThresholds(well: QuadraticWell, losses: readonly number[], key: RandomKey): Float64Array {
  checkWell(well);
  const { eigenvalues } = well;
  const dimension = eigenvalues.length;
  const start = typeof well.start === 'number' ? randomStart(well.start, dimension, key) : well.start;
  const drawn = { eigenvalues, start };
  const theory = losses.map((loss) => asymptoticThreshold(drawn, loss));
  // More columns than that add nothing: all that can be reached is.
  const rank = eigenvalues.filter((eigenvalue) => eigenvalue > 0).length;
  const upwards = theory.map((d) => 2 * d <= dimension || rank < dimension);
  const reach = (ds: readonly number[]) =>
    ds.length === 0 ? 0 : Math.min(rank, Math.ceil(1.5 * Math.max(...ds)) + MARGIN);
  const up = reach(theory.filter((_, i) => upwards[i]));
  const down = reach(theory.filter((_, i) => !upwards[i]).map((d) => dimension - d));
  const rising = up > 0 ? wellLeastLosses(drawn, normals(splitKey(key, 'columns'), dimension, up)) : undefined;
  const falling =
    down > 0 ? constrainedWellLeastLosses(drawn, normals(splitKey(key, 'constraints'), dimension, down)) : undefined;
  return Float64Array.from(losses, (loss, i) => {
    if (upwards[i]) {
      const d = rising?.findIndex((least) => least <= loss) ?? -1;
      return d < 0 ? Infinity : d;
    }
    const constraints = falling?.findIndex((least) => least > loss) ?? -1;
    return constraints < 0 ? -Infinity : dimension - constraints + 1;
  });
}

/** `count` columns of D standard normal numbers. */
function normals(key: RandomKey, dimension: number, count: number): Float64Array {
  const columns = new Float64Array(dimension * count);
  const column = new Float32Array(dimension);
  for (let j = 0; j < count; j++) {
    fillNormal(key, j, column);
    columns.set(column, j * dimension);
  }
  return columns;
}

function randomStart(radius: number, dimension: number, key: RandomKey): Float64Array {
  const direction = normals(splitKey(key, 'start'), dimension, 1);
  const length = euclideanNorm(direction);
  return direction.map((entry) => (radius * entry) / length);
}
