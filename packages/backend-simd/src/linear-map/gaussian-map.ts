import type { LinearMap, RandomKey } from '@dof/core';
import type { KernelExports } from '../kernels/kernel-exports.js';
import type { KernelMemory } from '../memory/kernel-memory.js';

/**
 * A dense matrix of independent N(0, 1) entries, columns scaled to unit norm, in the kernels' memory. Column j is stream j of the key's normal draws.
 */
export class GaussianMap implements LinearMap {
  readonly #kernels: KernelExports;
  readonly #memory: KernelMemory;
  /** Address of the matrix, then of a vector of rows, then of one of columns; undefined after disposal. */
  #block: { readonly matrix: number; readonly long: number; readonly short: number } | undefined;

  /** @throws DOF_ENGINE_MEMORY when the matrix does not fit. */
  constructor(
    kernels: KernelExports,
    memory: KernelMemory,
    readonly rows: number,
    readonly columns: number,
    key: RandomKey,
  ) {
    this.#kernels = kernels;
    this.#memory = memory;
    const matrixBytes = 4 * kernels.matrixFloats(rows, columns);
    const longBytes = 4 * kernels.longFloats(rows);
    const shortBytes = 4 * kernels.shortFloats(columns);
    const matrix = memory.allocate(
      matrixBytes + longBytes + shortBytes,
      `a dense ${rows} x ${columns} projection`,
      'use a smaller d',
    );
    const long = matrix + matrixBytes;
    this.#block = { matrix, long, short: long + longBytes };
    // One call per group: the first ones run on the quick compiler's code, the rest on the optimised one's.
    for (let first = 0; first < columns; first += kernels.groupColumns()) {
      kernels.drawNormalGroup(matrix, rows, columns, first, key[0], key[1], 1);
    }
    memory.bytes(long, longBytes + shortBytes).fill(0);
  }

  apply(theta: Float32Array, origin: Float32Array, out: Float32Array): void {
    const { matrix, long, short } = this.#use();
    requireLength('theta', theta, this.columns);
    requireLength('origin', origin, this.rows);
    requireLength('out', out, this.rows);
    this.#memory.floats(short, this.columns).set(theta);
    const image = this.#memory.floats(long, this.rows);
    image.set(origin);
    this.#kernels.applyMatrix(matrix, this.rows, this.columns, short, long);
    out.set(image);
  }

  applyTranspose(g: Float32Array, out: Float32Array): void {
    const { matrix, long, short } = this.#use();
    requireLength('g', g, this.rows);
    requireLength('out', out, this.columns);
    this.#memory.floats(long, this.rows).set(g);
    this.#kernels.applyMatrixTransposed(matrix, this.rows, this.columns, long, short);
    out.set(this.#memory.floats(short, this.columns));
  }

  dispose(): void {
    if (this.#block === undefined) return;
    this.#memory.free(this.#block.matrix);
    this.#block = undefined;
  }

  #use(): { readonly matrix: number; readonly long: number; readonly short: number } {
    if (this.#block === undefined) throw new Error('this linear map was disposed of');
    return this.#block;
  }
}

function requireLength(name: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) throw new RangeError(`${name} has ${vector.length} entries, not ${length}`);
}
