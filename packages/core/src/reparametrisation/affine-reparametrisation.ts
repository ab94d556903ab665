import type { LinearMap } from '../contracts/linear-map.js';
import type { Reparametrisation, TrainingPass } from '../contracts/reparametrisation.js';

/**
 * Training in an affine subspace: w(theta) = origin + A theta with theta starting at 0, and the pull-back A^T g
 * (Larsen et al. 2022, section 2). Takes ownership of the map: disposing of the reparametrisation disposes of it.
 *
 * @param origin the point w_t of length D that theta = 0 stands for; copied
 * @param map A, of D rows and d columns
 */
export function affineReparametrisation(origin: Float32Array, map: LinearMap): Reparametrisation {
  if (origin.length !== map.rows) {
    throw new RangeError(`an origin of ${origin.length} entries does not fit a map with ${map.rows} rows`);
  }
  const start = origin.slice();
  const passOverColumns = map.applyTransposeThenApply?.bind(map);
  return {
    degreesOfFreedom: map.columns,
    dimension: map.rows,
    ...(map.form && { form: { kind: 'affine', origin: start, matrix: map.form } }),
    initialCoordinates: () => new Float32Array(map.columns),
    embed: (theta, w) => map.apply(theta, start, w),
    pullback: (_theta, gradient, out) => map.applyTranspose(gradient, out),
    ...(passOverColumns && {
      pullbackThenEmbed: ({ theta, gradient, pulled, update, w }: TrainingPass) =>
        passOverColumns({ g: gradient, pulled, theta, update, origin: start, out: w }),
    }),
    dispose: () => map.dispose(),
  };
}
