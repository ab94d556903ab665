import type { LinearMap, RandomKey } from '@dof/core';
import type { KernelExports } from '../kernels/kernel-exports.js';
import type { KernelMemory } from '../memory/kernel-memory.js';

/** Columns start on cache lines. */
const LINE = 16;
/** Columns a multiple of this many floats apart would compete for the same cache sets. */
const ALIASING = 1024;

/**
 * A dense matrix of independent N(0, 1) entries, columns scaled to unit norm, held column by column in the kernels'
 * memory. Column j is stream j of the key's normal draws.
 */
export class GaussianMap implements LinearMap {
  readonly #kernels: KernelExports;
  readonly #memory: KernelMemory;
  /** Floats from one column to the next, and rows in whole cache lines. */
  readonly #stride: number;
  readonly #paddedRows: number;
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
    this.#paddedRows = Math.ceil(rows / LINE) * LINE;
    this.#stride = this.#paddedRows + (this.#paddedRows % ALIASING === 0 ? LINE : 0);
    const matrixBytes = 4 * this.#stride * columns;
    const matrix = memory.allocate(
      matrixBytes + 4 * (this.#paddedRows + columns),
      `a dense ${rows} x ${columns} projection`,
      `use a smaller d`,
    );
    const long = matrix + matrixBytes;
    this.#block = { matrix, long, short: long + 4 * this.#paddedRows };
    kernels.drawNormalColumns(matrix, this.#stride, rows, 0, columns, key[0], key[1], 1);
    for (let column = 0; column < columns; column++) this.#clearPadding(matrix + 4 * this.#stride * column);
    this.#clearPadding(long);
  }

  apply(theta: Float32Array, origin: Float32Array, out: Float32Array): void {
    const { matrix, long, short } = this.#use();
    requireLength('theta', theta, this.columns);
    requireLength('origin', origin, this.rows);
    requireLength('out', out, this.rows);
    this.#memory.floats(short, this.columns).set(theta);
    const image = this.#memory.floats(long, this.rows);
    image.set(origin);
    this.#kernels.applyColumns(matrix, this.#stride, this.#paddedRows, this.columns, short, long);
    out.set(image);
  }

  applyTranspose(g: Float32Array, out: Float32Array): void {
    const { matrix, long, short } = this.#use();
    requireLength('g', g, this.rows);
    requireLength('out', out, this.columns);
    this.#memory.floats(long, this.rows).set(g);
    this.#kernels.applyColumnsTransposed(matrix, this.#stride, this.#paddedRows, this.columns, long, short);
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

  #clearPadding(address: number): void {
    this.#memory.floats(address + 4 * this.rows, this.#paddedRows - this.rows).fill(0);
  }
}

function requireLength(name: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) throw new RangeError(`${name} has ${vector.length} entries, not ${length}`);
}
