import { fillNormal, splitKey, type RandomKey } from '@dof/core';
import { checkWholeNumber } from '../../check-input.js';
import { dot } from '../../theory/numerics/gram-matrix.js';
import type { SymmetricOperator } from '../curvature/symmetric-operator.js';
import { lanczos, type LanczosOptions } from './lanczos.js';
import { spectralMeasure, type SpectralMeasure } from './spectral-measure.js';

export interface QuadratureOptions extends LanczosOptions {
  /** Independent random vectors, at least 2. */
  readonly probes: number;
  readonly key: RandomKey;
}

/**
 * Stochastic Lanczos quadrature (Ubaru, Chen and Saad 2017): the spectral measures of random vectors of length sqrt(D) in
 * uniformly random directions. Each integrates f to tr f(A) in the mean, so their mean estimates the trace and their
 * spread its error; see {@link effectiveDimensionEstimate}. `probes` times `steps` products.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for fewer than 2 probes, or as {@link lanczos}.
 */
export async function stochasticLanczosQuadrature(
  operator: SymmetricOperator,
  options: QuadratureOptions,
): Promise<readonly SpectralMeasure[]> {
  const { probes, key, ...lanczosOptions } = options;
  checkWholeNumber('The number of probes', probes, 2, 2 ** 32 - 1);
  const measures: SpectralMeasure[] = [];
  for (let probe = 0; probe < probes; probe++) {
    const start = randomDirection(splitKey(key, 'probes'), probe, operator.dimension);
    measures.push(spectralMeasure(await lanczos(operator, start, lanczosOptions), operator.dimension));
  }
  return measures;
}

/** A normal vector; its direction is uniform, and its length is of no account. */
export function randomDirection(key: RandomKey, index: number, dimension: number): Float64Array {
  const normals = new Float32Array(dimension);
  fillNormal(key, index, normals);
  const direction = Float64Array.from(normals);
  return dot(direction, direction) > 0 ? direction : direction.fill(1);
}
