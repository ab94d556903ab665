import type { ParameterLayout } from '@dof/core';

/**
 * One kernel as a matrix, row-major inside w: entry (p, q) is `w[offset + p * columns + q]`. Rows are the inputs of an
 * output unit: of a convolution kernel height x width x channels in, of a dense layer its inputs.
 */
export interface KernelMatrix {
  readonly offset: number;
  /** m. */
  readonly rows: number;
  /** n, the output channels or units. */
  readonly columns: number;
}

/** The kernels of a network as matrices. */
export function kernelMatrices(layout: ParameterLayout): readonly KernelMatrix[] {
  return layout.segments
    .filter(({ kind }) => kind === 'kernel')
    .map(({ offset, length, shape }) => {
      const columns = shape[shape.length - 1];
      return { offset, rows: length / columns, columns };
    });
}

/** The parameters that belong to no kernel, as indices into w. */
export function otherParameters(layout: ParameterLayout): Uint32Array {
  return Uint32Array.from(
    layout.segments
      .filter(({ kind }) => kind !== 'kernel')
      .flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i)),
  );
}
