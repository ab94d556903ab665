import { fillNormal, keyFromSeed } from '@dof/core';
import type { SymmetricOperator } from '@dof/analysis';

/** A symmetric matrix with known eigenvalues and eigenvectors: no eigensolver is needed to know them. */
export interface KnownMatrix extends SymmetricOperator {
  readonly eigenvalues: Float64Array;
  /** Writes Q^T v, the coordinates of v in the eigenbasis. */
  coordinates(v: Float64Array): Float64Array;
}

/** Q diag(eigenvalues) Q^T, Q a product of three random reflections. */
export function matrixWith(eigenvalues: Float64Array, seed: number): KnownMatrix {
  const dimension = eigenvalues.length;
  const mirrors = [0, 1, 2].map((i) => randomVector(1000 * seed + i, dimension));
  const reflect = (v: Float64Array, list: readonly Float64Array[]) =>
    list.reduce((vector, mirror) => {
      const factor = (2 * inner(mirror, vector)) / inner(mirror, mirror);
      return vector.map((entry, i) => entry - factor * mirror[i]);
    }, v);
  const coordinates = (v: Float64Array) => reflect(v, mirrors);
  return {
    dimension,
    eigenvalues,
    coordinates,
    apply(v, out) {
      const scaled = coordinates(v).map((entry, i) => eigenvalues[i] * entry);
      out.set(reflect(scaled, [...mirrors].reverse()));
    },
  };
}

export function diagonalMatrix(eigenvalues: Float64Array): SymmetricOperator {
  return {
    dimension: eigenvalues.length,
    apply: (v, out) => out.set(v.map((entry, i) => eigenvalues[i] * entry)),
  };
}

export function randomVector(seed: number, dimension: number): Float64Array {
  const normals = new Float32Array(dimension);
  fillNormal(keyFromSeed(seed), 7, normals);
  return Float64Array.from(normals);
}

export function inner(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, entry, i) => sum + entry * b[i], 0);
}
