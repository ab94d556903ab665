import { DofError } from '@dof/core';
import type { RandomOptions } from './random-options.js';

/** Entries of the largest dense matrix that `auto` asks for: 512 MiB of float32, which every step reads twice. */
const LARGEST_DENSE = 2 ** 27;

/**
 * Decides `auto` from D and the d that are asked for together: `gaussian`, the definition, as long as the dense matrix of
 * the largest d has at most 2^27 entries, and `hadamard` beyond, for all of them. Other options stay as they are.
 *
 * @throws DOF_BAD_OPTIONS for more non-zeros per column than D.
 */
export function resolveProjection(options: RandomOptions, D: number, requested: readonly number[]): RandomOptions {
  const { nonZerosPerColumn = 1 } = options;
  if (nonZerosPerColumn > D) {
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `options of method random: nonZerosPerColumn: a column has D = ${D} entries, not ${nonZerosPerColumn}`,
    );
  }
  if (options.projection !== 'auto') return options;
  const dense = D * Math.max(...requested, 0) <= LARGEST_DENSE;
  return { ...options, projection: dense ? 'gaussian' : 'hadamard' };
}
