import type { LinearMap } from '@dof/core';
import type { Products } from './products.js';

/** The products of a matrix as a {@link LinearMap} that checks lengths and can be let go of. */
export class DisposableMap implements LinearMap {
  #products: Products | undefined;
  readonly #sums: Float64Array;

  constructor(
    readonly rows: number,
    readonly columns: number,
    products: Products,
  ) {
    this.#products = products;
    this.#sums = new Float64Array(rows);
  }

  apply(theta: Float32Array, origin: Float32Array, out: Float32Array): void {
    const products = this.#use();
    requireLength('theta', theta, this.columns);
    requireLength('origin', origin, this.rows);
    requireLength('out', out, this.rows);
    this.#sums.set(origin);
    products.addImage(theta, this.#sums);
    out.set(this.#sums);
  }

  applyTranspose(g: Float32Array, out: Float32Array): void {
    const products = this.#use();
    requireLength('g', g, this.rows);
    requireLength('out', out, this.columns);
    products.pullBack(g, out);
  }

  dispose(): void {
    this.#products = undefined;
  }

  #use(): Products {
    if (this.#products === undefined) throw new Error('this linear map was disposed of');
    return this.#products;
  }
}

function requireLength(name: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) throw new RangeError(`${name} has ${vector.length} entries, not ${length}`);
}
