import { DofError } from '@dof/core';

/** An array of a file of weights, row-major. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** As safetensors calls it, such as `F32`; of npz, numpy's own name where there is no such. */
  readonly type: string;
  /** Absent of types that no weights have, such as whole numbers. */
  readonly values?: Float32Array | Float64Array;
}

/** A shape in words: `3 x 3 x 16`; `a number` where it has no sides. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'a number' : shape.join(' x ');
}

/** The number of entries of a shape; undefined where it is no whole number that can be counted with. */
export function countOf(shape: readonly number[]): number | undefined {
  let count = 1;
  for (const size of shape) count *= size;
  const isCount = shape.every((size) => Number.isSafeInteger(size) && size >= 0) && Number.isSafeInteger(count);
  return isCount ? count : undefined;
}

/** The error of a file that is not whole, or not what its name says. */
export function badFile(file: string, problem: string, cause?: unknown): DofError {
  return new DofError('DOF_WEIGHTS_FILE', `${file}: ${problem}`, { cause });
}
