import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawHadamard, projectionTraits, sparseColumn, type ProjectionKind, type ProjectionSpec } from '@dof/core';
import { hadamardEntry, walshHadamardTransform } from './hadamard-columns.js';
import { projectionColumn } from './projection-column.js';
import { referenceLinearMap } from './reference-linear-map.js';

const kinds = Object.keys(projectionTraits) as ProjectionKind[];
const where = (trait: keyof (typeof projectionTraits)['gaussian']): ProjectionKind[] =>
  kinds.filter((kind) => projectionTraits[kind][trait]);

function matrix(spec: ProjectionSpec, key: readonly [number, number] = [5, 6]): Float64Array[] {
  const column = projectionColumn(spec, key);
  return Array.from({ length: spec.columns }, (_, j) => column(j));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const length = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

/** The least length that a column keeps after taking away the columns before it (twice, against rounding). */
function leastRemainder(columns: readonly Float64Array[]): number {
  const basis: Float64Array[] = [];
  let least = Infinity;
  for (const column of columns) {
    let rest = column;
    for (const unit of [...basis, ...basis]) {
      const share = dot(rest, unit);
      rest = rest.map((value, i) => value - share * unit[i]);
    }
    const norm = length(rest);
    least = Math.min(least, norm);
    basis.push(rest.map((value) => value / norm));
  }
  return least;
}

describe('referenceLinearMap', () => {
  it.each(kinds)('gives products that are adjoint, for %s', (kind) => {
    const [rows, columns] = [40, 9];
    const map = referenceLinearMap({ kind, rows, columns }, [1, 2]);
    const theta = Float32Array.from({ length: columns }, (_, j) => Math.sin(j + 1));
    const g = Float32Array.from({ length: rows }, (_, i) => Math.cos(3 * i));
    const [image, back] = [new Float32Array(rows), new Float32Array(columns)];
    map.apply(theta, new Float32Array(rows), image);
    map.applyTranspose(g, back);
    expect(Math.abs(dot(image, g) - dot(theta, back))).toBeLessThan(1e-6 * length(image) * length(g));
  });

  it.each(where('unitColumns'))('has columns of unit length, for %s', (kind) => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(sizes, ([rows, columns]) => {
        for (const column of matrix({ kind, rows, columns })) expect(Math.abs(length(column) - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 25 },
    );
  });

  it.each(where('nested'))('has the first columns of a wider matrix of the same key, for %s', (kind) => {
    const wide = matrix({ kind, rows: 61, columns: 61 });
    for (const columns of [1, 2, 30]) {
      expect(matrix({ kind, rows: 61, columns })).toEqual(wide.slice(0, columns));
    }
  });

  it.each(where('fullRank'))('has rank d for every d up to D, for %s', (kind) => {
    for (let rows = 1; rows <= 40; rows++) {
      expect(leastRemainder(matrix({ kind, rows, columns: rows }, [rows, 3]))).toBeGreaterThan(1e-6);
    }
  });

  it.each(kinds)('has rank d at a quarter and at half of D, for %s', (kind) => {
    for (let seed = 0; seed < 10; seed++) {
      for (const columns of [25, 50]) {
        expect(leastRemainder(matrix({ kind, rows: 100, columns }, [seed, 4]))).toBeGreaterThan(0.01);
      }
    }
  });

  it.each(kinds)('has rank d = D but for rare draws, for %s', (kind) => {
    for (const rows of [64, 90, 126]) {
      expect(leastRemainder(matrix({ kind, rows, columns: rows }, [rows, 6]))).toBeGreaterThan(1e-6);
    }
  });

  it('refuses what no projection can be', () => {
    const size = { rows: 10, columns: 2 };
    for (const wrong of [{ rows: 0 }, { rows: 1.5 }, { columns: -1 }, { columns: NaN }, { rows: 2 ** 31 }]) {
      expect(() => referenceLinearMap({ kind: 'rademacher', ...size, ...wrong }, [0, 0])).toThrow(
        expect.objectContaining({ code: 'DOF_PROJECTION_SIZE' }),
      );
    }
    for (const nonZerosPerColumn of [0, 11, 2.5]) {
      expect(() => referenceLinearMap({ kind: 'sparse', ...size, nonZerosPerColumn }, [0, 0])).toThrow(
        /non-zeros per column from 1 to 10/,
      );
    }
    const misspelt: ProjectionSpec = JSON.parse('{ "kind": "fastfod", "rows": 10, "columns": 2 }');
    expect(() => referenceLinearMap(misspelt, [0, 0])).toThrow(/did you mean fastfood/);
  });
});

describe('the Gaussian in bytes', () => {
  it('is the same draw to the rounding of 1/24', () => {
    const size = { rows: 2000, columns: 4 };
    const [exact, rounded] = [matrix({ kind: 'gaussian', ...size }), matrix({ kind: 'gaussian-int8', ...size })];
    // Uniform rounding errors of width 1/24 have variance 1/6912: the cosine is 1 - 1/13824, to second order.
    exact.forEach((column, j) => expect(Math.abs(1 - dot(column, rounded[j]) - 1 / 13_824)).toBeLessThan(2e-5));
  });

  it('has a one where everything rounds to zero', () => {
    const single = matrix({ kind: 'gaussian-int8', rows: 1, columns: 400 });
    expect(single.every(([entry]) => Math.abs(entry) === 1)).toBe(true);
  });
});

describe('the Hadamard transform', () => {
  it('has the entries of the Hadamard matrix, which is orthogonal', () => {
    for (const n of [1, 2, 4, 64]) {
      for (let j = 0; j < n; j++) {
        const x = Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0));
        walshHadamardTransform(x);
        expect([...x]).toEqual(Array.from(x, (_, i) => hadamardEntry(i, j)));
        walshHadamardTransform(x);
        expect(x[j]).toBe(n);
        expect(length(x)).toBe(n);
      }
    }
  });

  it('has orthonormal columns when D is a power of two', () => {
    const columns = matrix({ kind: 'hadamard', rows: 64, columns: 64 });
    columns.forEach((a, i) =>
      columns.forEach((b, j) => expect(Math.abs(dot(a, b) - (i === j ? 1 : 0))).toBeLessThan(1e-12)),
    );
  });

  it('takes every row and column once', () => {
    const { order, rows, columns } = drawHadamard({ kind: 'hadamard', rows: 600, columns: 500 }, [7, 8]);
    expect(order).toBe(1024);
    expect([new Set(rows).size, new Set(columns).size]).toEqual([600, 500]);
  });
});

describe('sparse columns', () => {
  it('take each row with probability 1/sqrt(D) and either sign', () => {
    const spec = { kind: 'sparse', rows: 400, columns: 1 } as const;
    const draws = Array.from({ length: 4000 }, (_, j) => sparseColumn(spec, [1, 2], j));
    const counts = draws.map(({ rows }) => rows.length);
    const mean = counts.reduce((a, b) => a + b) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    // Binomial(400, 1/20): mean 20, variance 19; standard errors 0.07 and 0.42.
    expect(Math.abs(mean - 20)).toBeLessThan(0.28);
    expect(Math.abs(variance - 19)).toBeLessThan(1.7);
    for (const row of [0, 1, 200, 399]) {
      const hits = draws.filter(({ rows }) => rows.includes(row)).length;
      expect(Math.abs(hits - 200)).toBeLessThan(4 * Math.sqrt(190));
    }
    const positive = draws.reduce((sum, { signs }) => sum + signs.filter((sign) => sign === 1).length, 0);
    expect(Math.abs(positive / 80_000 - 0.5)).toBeLessThan(0.008);
  });

  it('are never empty', () => {
    for (const rows of [1, 2, 3, 5]) {
      for (let j = 0; j < 200; j++) {
        expect(sparseColumn({ kind: 'sparse', rows, columns: 1 }, [3, 4], j).rows.length).toBeGreaterThan(0);
      }
    }
  });

  it('take one row in each stretch when their number is given', () => {
    const spec = { kind: 'sparse', rows: 103, columns: 1, nonZerosPerColumn: 10 } as const;
    const hits = new Uint32Array(103);
    for (let j = 0; j < 2000; j++) {
      const { rows } = sparseColumn(spec, [5, 6], j);
      expect(rows.length).toBe(10);
      const inside = (row: number, k: number): boolean =>
        Math.floor((k * 103) / 10) <= row && row < Math.floor(((k + 1) * 103) / 10);
      expect(rows.every(inside)).toBe(true);
      rows.forEach((row) => hits[row]++);
    }
    // Stretches of 10 or 11 rows: 182 to 200 hits expected.
    expect(Math.min(...hits)).toBeGreaterThan(120);
    const all = sparseColumn({ kind: 'sparse', rows: 7, columns: 1, nonZerosPerColumn: 7 }, [5, 6], 0);
    expect([...all.rows]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('fastfood', () => {
  it('is nested among the d of one order', () => {
    const wide = matrix({ kind: 'fastfood', rows: 300, columns: 256 });
    expect(matrix({ kind: 'fastfood', rows: 300, columns: 7 })).toEqual(wide.slice(0, 7));
  });

  it('has column lengths of mean square 1 and of the stated spread', () => {
    for (const [rows, columns] of [
      [256, 256],
      [700, 256],
      [1024, 256],
      [300, 512],
    ]) {
      const n = columns;
      const rest = rows % n;
      const deviation = Math.sqrt(1 / (n * rows) + (rest * (1 - rest / n)) / (2 * rows ** 2));
      const lengths = matrix({ kind: 'fastfood', rows, columns }).map(length);
      const meanSquare = lengths.reduce((sum, one) => sum + one * one, 0) / columns;
      expect(Math.abs(meanSquare - 1)).toBeLessThan(1e-6);
      const measured = Math.sqrt(lengths.reduce((sum, one) => sum + (one - 1) ** 2, 0) / columns);
      expect(measured / deviation).toBeGreaterThan(0.8);
      expect(measured / deviation).toBeLessThan(1.25);
      expect(Math.max(...lengths.map((one) => Math.abs(one - 1)))).toBeLessThan(6 * deviation);
    }
  });
});
