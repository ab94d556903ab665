import type { ParameterLayout } from '@dof/core';
import { kernelMatrices, otherParameters, type KernelMatrix } from './kernel-matrices.js';
import type { LoraOptions } from './lora-options.js';

/** One size of adapters: what it costs and what it can do. */
export interface AdapterSize {
  /** r; a kernel with fewer rows or columns than that has an adapter of its full rank. */
  readonly rank: number;
  /** d: sum over kernels of r (m + n), and the biases where they are trained. */
  readonly coordinates: number;
  /** Generic rank of dw/dtheta: sum over kernels of r (m + n - r), and the biases where they are trained. */
  readonly jacobianRank: number;
}

/** The rank of one kernel's adapter. */
export function rankOf({ rows, columns }: KernelMatrix, rank: number): number {
  return Math.min(rank, rows, columns);
}

/** Every size with at most D coordinates, by rising rank; sizes beyond the full rank of all kernels are left out. */
export function adapterSizes(layout: ParameterLayout, { biases }: LoraOptions): readonly AdapterSize[] {
  const matrices = kernelMatrices(layout);
  const direct = biases === 'train' ? otherParameters(layout).length : 0;
  const fullRank = Math.max(0, ...matrices.map((matrix) => rankOf(matrix, Infinity)));
  const sizes: AdapterSize[] = [];
  for (let rank = 1; rank <= fullRank; rank++) {
    const size = { rank, coordinates: direct, jacobianRank: direct };
    for (const matrix of matrices) {
      const r = rankOf(matrix, rank);
      size.coordinates += r * (matrix.rows + matrix.columns);
      // Two factors B and C stand for the same product as B T and T^-1 C: r^2 directions do not move it.
      size.jacobianRank += r * (matrix.rows + matrix.columns - r);
    }
    if (size.coordinates <= layout.dimension) sizes.push(size);
  }
  return sizes;
}

/** The size with d coordinates; undefined where there is none. */
export function adapterSize(layout: ParameterLayout, options: LoraOptions, d: number): AdapterSize | undefined {
  return adapterSizes(layout, options).find(({ coordinates }) => coordinates === d);
}
