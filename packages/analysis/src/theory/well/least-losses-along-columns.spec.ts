import { describe, expect, it } from '@jest/globals';
import { fillNormal, keyFromSeed } from '@dof/core';
import { inverse, Matrix, solve } from 'ml-matrix';
import { constrainedWellLeastLosses, leastLossesAlongColumns, wellLeastLosses } from './least-losses-along-columns.js';
import { startingLoss } from './quadratic-well.js';
import { logUniformSpectrum } from './spectra.js';

const DIMENSION = 17;
const eigenvalues = logUniformSpectrum(DIMENSION);

function normals(count: number, stream: number): Float64Array {
  const draws = new Float32Array(count);
  fillNormal(keyFromSeed(4), stream, draws);
  return Float64Array.from(draws);
}

const well = { eigenvalues, start: normals(DIMENSION, 0) };
/** A square matrix, one array a column. */
const columns = Array.from({ length: DIMENSION }, (_, j) => normals(DIMENSION, j + 1));
const joined = (list: readonly Float64Array[]) => Float64Array.from(list.flatMap((column) => [...column]));

/** The least loss in the span of the given columns by a least-squares solution, the loss evaluated where it leads. */
function reference(span: readonly Float64Array[]): number {
  const rows = Array.from({ length: DIMENSION }, (_, i) => span.map((column) => Math.sqrt(eigenvalues[i]) * column[i]));
  const right = Matrix.columnVector([...well.start].map((v, i) => -Math.sqrt(eigenvalues[i]) * v));
  const theta = solve(new Matrix(rows), right, true).to1DArray();
  return well.start.reduce((sum, v, i) => {
    const w = v + span.reduce((shift, column, j) => shift + theta[j] * column[i], 0);
    return sum + (eigenvalues[i] * w * w) / 2;
  }, 0);
}

describe('wellLeastLosses', () => {
  it('agrees with least squares for every number of columns', () => {
    const losses = wellLeastLosses(well, joined(columns));
    expect(losses[0]).toBeCloseTo(startingLoss(well), 14);
    for (let d = 1; d <= DIMENSION; d++) {
      expect(losses[d]).toBeCloseTo(reference(columns.slice(0, d)), 10);
      expect(losses[d]).toBeLessThanOrEqual(losses[d - 1]);
    }
    expect(losses[DIMENSION]).toBeLessThan(1e-12);
  });

  it('depends on the span alone', () => {
    const [a, b, c] = columns;
    const mixed = [a.map((x) => 100 * x), b.map((x, i) => x - 3 * a[i]), c.map((x, i) => -x + b[i] + a[i])];
    const losses = wellLeastLosses(well, joined([a, b, c]));
    wellLeastLosses(well, joined(mixed)).forEach((loss, d) => expect(loss).toBeCloseTo(losses[d], 10));
  });

  it('refuses dependent columns and shapes that do not fit', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => wellLeastLosses(well, joined([columns[0], columns[1], columns[0]]))).toThrow(refusal);
    expect(() => wellLeastLosses(well, new Float64Array(DIMENSION + 1))).toThrow(refusal);
    expect(() => wellLeastLosses({ eigenvalues, start: new Float64Array(3) }, columns[0])).toThrow(refusal);
  });
});

describe('constrainedWellLeastLosses', () => {
  it('gives the same losses from the orthogonal complements', () => {
    // The rows of the inverse of [a_1 .. a_D] beyond row d are orthogonal to a_1 .. a_d.
    const square = inverse(new Matrix(columns.map((column) => [...column])).transpose());
    const constraints = Array.from({ length: DIMENSION }, (_, j) =>
      Float64Array.from(square.getRow(DIMENSION - 1 - j)),
    );
    const along = wellLeastLosses(well, joined(columns));
    const constrained = constrainedWellLeastLosses(well, joined(constraints));
    expect(constrained).toHaveLength(DIMENSION + 1);
    constrained.forEach((loss, k) => expect(loss).toBeCloseTo(along[DIMENSION - k], 10));
  });

  it('refuses a flat direction', () => {
    const flat = { eigenvalues: Float64Array.of(1, 0), start: Float64Array.of(1, 1) };
    expect(() => constrainedWellLeastLosses(flat, Float64Array.of(1, 2))).toThrow(
      expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' }),
    );
  });
});

describe('leastLossesAlongColumns', () => {
  it('takes any Hessian by its products and any loss at the start', () => {
    // H = M M^T is no longer diagonal; L(theta) = 3 + g theta + theta H theta / 2 over the whole space.
    const half = new Matrix(columns.map((column) => [...column]));
    const hessian = half.mmul(half.transpose());
    const identity = Array.from({ length: DIMENSION }, (_, j) =>
      Float64Array.from({ length: DIMENSION }, (_unit, i) => (i === j ? 1 : 0)),
    );
    const losses = leastLossesAlongColumns({
      startLoss: 3,
      gradient: well.start,
      columns: joined(identity),
      hessianColumns: Float64Array.from(hessian.to1DArray()),
    });
    for (const d of [1, 2, 9]) {
      const block = hessian.subMatrix(0, d - 1, 0, d - 1);
      const gradient = Matrix.columnVector([...well.start.subarray(0, d)]);
      const gain = gradient.transpose().mmul(solve(block, gradient)).get(0, 0);
      expect(losses[d]).toBeCloseTo(3 - gain / 2, 8);
    }
  });

  it('refuses a Hessian with negative curvature and products of another shape', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    const [gradient, column] = columns;
    const base = { startLoss: 1, gradient, columns: column };
    expect(() => leastLossesAlongColumns({ ...base, hessianColumns: column.map((x) => -x) })).toThrow(refusal);
    expect(() => leastLossesAlongColumns({ ...base, hessianColumns: new Float64Array(3) })).toThrow(refusal);
  });
});
