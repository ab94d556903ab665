import { describe, expect, it } from '@jest/globals';
import { SimdBackend } from '@dof/backend-simd';
import { projectionTraits } from '@dof/core';
import type { SynchronousLinearMap, ProjectionKind, ProjectionSpec } from '@dof/core';
import { normalArray, referenceLinearMap } from '@dof/testing';
import fc from 'fast-check';

const backend = new SimdBackend();
const kinds = Object.keys(projectionTraits) as ProjectionKind[];

function vector(seed: number, length: number): Float32Array {
  return Float32Array.from(normalArray([seed, 31], 0, length));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const length = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

function image(
  map: SynchronousLinearMap,
  theta: Float32Array,
  origin: Float32Array = new Float32Array(map.rows),
): Float32Array {
  const out = new Float32Array(map.rows).fill(NaN);
  map.apply(theta, origin, out);
  return out;
}

function pulled(map: SynchronousLinearMap, g: Float32Array): Float32Array {
  const out = new Float32Array(map.columns).fill(NaN);
  map.applyTranspose(g, out);
  return out;
}

/** Difference of two vectors over a length: of the second, or of what it was computed from if that is longer. */
function distance(a: Float32Array, b: Float32Array, from: Float32Array): number {
  return length(a.map((value, i) => value - b[i])) / Math.max(length(b), length(from));
}

/** Sizes past one block of every kernel: rows of Fastfood and sparse blocks, passes of dense ones, groups of columns. */
const LARGE = [
  [20_000, 300],
  [40_001, 33],
  [9000, 4200],
] as const;

describe('linear maps of the simd engine', () => {
  it.each(kinds)('agree with the reference at any size, for %s', async (kind) => {
    const sizes = fc
      .tuple(fc.integer({ min: 1, max: 700 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1000))
      .map(([rows, share, seed]) => ({ rows, columns: Math.max(1, Math.round(rows ** share)), seed }));
    await fc.assert(
      fc.asyncProperty(sizes, async ({ rows, columns, seed }) => {
        const spec: ProjectionSpec = { kind, rows, columns };
        const [map, reference] = [await backend.linearMap(spec, [seed, 1]), referenceLinearMap(spec, [seed, 1])];
        const [theta, origin, g] = [vector(seed, columns), vector(seed + 1, rows), vector(seed + 2, rows)];
        for (let again = 0; again < 2; again++) {
          expect(distance(image(map, theta, origin), image(reference, theta, origin), theta)).toBeLessThan(2e-6);
          expect(distance(image(map, theta), image(reference, theta), theta)).toBeLessThan(2e-6);
          expect(distance(pulled(map, g), pulled(reference, g), g)).toBeLessThan(2e-6);
        }
        map.dispose();
      }),
      {
        numRuns: 12,
        seed: 1,
        examples: [1, 2, 3, 4, 5, 31, 64, 257].flatMap((rows) => [
          [{ rows, columns: 1, seed: 7 }],
          [{ rows, columns: rows, seed: 8 }],
        ]),
      },
    );
  });

  it.each(kinds)('are adjoint and have columns of unit length past every block, for %s', async (kind) => {
    for (const [rows, columns] of LARGE) {
      const map = await backend.linearMap({ kind, rows, columns }, [rows, columns]);
      const [theta, g] = [vector(1, columns), vector(2, rows)];
      const [forth, back] = [image(map, theta), pulled(map, g)];
      expect(Math.abs(dot(forth, g) - dot(theta, back))).toBeLessThan(1e-5 * length(forth) * length(g));
      // A column's length is exact where the kind says so; otherwise within six of the stated deviations.
      const n = Math.max(256, 2 ** Math.ceil(Math.log2(columns)));
      const rest = rows % n;
      const deviation = Math.sqrt(1 / (n * rows) + (rest * (1 - rest / n)) / (2 * rows * rows));
      const bound = projectionTraits[kind].unitColumns ? 2e-6 : 6 * deviation;
      for (const j of [0, 1, columns >> 1, columns - 1]) {
        const unit = new Float32Array(columns);
        unit[j] = 1;
        expect(Math.abs(length(image(map, unit)) - 1)).toBeLessThan(bound);
      }
      map.dispose();
    }
  });

  it.each(kinds)('agree with the reference past every block, in some columns, for %s', async (kind) => {
    const [rows, columns] = [40_001, 9];
    const spec: ProjectionSpec = { kind, rows, columns };
    const [map, reference] = [await backend.linearMap(spec, [3, 4]), referenceLinearMap(spec, [3, 4])];
    const [theta, g] = [vector(5, columns), vector(6, rows)];
    expect(distance(image(map, theta), image(reference, theta), theta)).toBeLessThan(2e-6);
    expect(distance(pulled(map, g), pulled(reference, g), g)).toBeLessThan(2e-6);
    map.dispose();
  });

  it('gives the bits of the stored Gaussian when it draws it again', async () => {
    const [rows, columns] = [33_000, 21];
    const stored = await backend.linearMap({ kind: 'gaussian', rows, columns }, [5, 6]);
    const drawn = await backend.linearMap({ kind: 'gaussian-regenerated', rows, columns }, [5, 6]);
    const [theta, g] = [vector(1, columns), vector(2, rows)];
    expect(image(drawn, theta)).toEqual(image(stored, theta));
    expect(pulled(drawn, g)).toEqual(pulled(stored, g));
    stored.dispose();
    drawn.dispose();
  });

  it.each([1, 3, 100, 700])('takes %i non-zeros of every column when asked to', async (nonZerosPerColumn) => {
    const spec: ProjectionSpec = { kind: 'sparse', rows: 700, columns: 40, nonZerosPerColumn };
    const [map, reference] = [await backend.linearMap(spec, [7, 8]), referenceLinearMap(spec, [7, 8])];
    const [theta, g] = [vector(1, 40), vector(2, 700)];
    expect(distance(image(map, theta), image(reference, theta), theta)).toBeLessThan(2e-6);
    expect(distance(pulled(map, g), pulled(reference, g), g)).toBeLessThan(2e-6);
    map.dispose();
  });

  /**
   * For a fixed unit vector u of R^D, |A^T u|^2 D / d has mean 1; independent entries of kurtosis k give it the variance
   * (2 + (k - 3) sum of u_i^4) / d, a choice of d out of n takes away its share d / n, and a Fastfood block that holds
   * all of u adds 4 / n for its n normal draws.
   */
  it.each(kinds)('meet a fixed direction as often as they should, for %s', async (kind) => {
    const [rows, columns, draws] = [1000, 64, 300];
    const smooth = Float32Array.from({ length: rows }, (_, i) => (i < 256 ? Math.sin(i / 80) : 0));
    const few = Float32Array.from({ length: rows }, (_, i) => (i < 16 ? 1 : 0));
    for (const direction of [smooth, few]) {
      const unit = direction.map((value) => value / length(direction));
      const fourth = unit.reduce((sum, value) => sum + value ** 4, 0);
      const kurtosis = { sparse: Math.sqrt(rows), rademacher: 1, hadamard: 1 }[String(kind)] ?? 3;
      const chosen = { hadamard: 1 - columns / 2048, fastfood: 1 - columns / 256 }[String(kind)] ?? 1;
      const expected = (chosen * (2 + (kurtosis - 3) * fourth)) / columns + (kind === 'fastfood' ? 4 / 256 : 0);
      const shares: number[] = [];
      for (let seed = 0; seed < draws; seed++) {
        const map = await backend.linearMap({ kind, rows, columns }, [seed, 9]);
        const back = pulled(map, unit);
        shares.push(dot(back, back) * (rows / columns));
        map.dispose();
      }
      const mean = shares.reduce((a, b) => a + b) / draws;
      const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / draws;
      expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(expected / draws));
      // A standard error of 8 % for normal shares, of more for sparse ones.
      expect(variance / expected).toBeGreaterThan(0.65);
      expect(variance / expected).toBeLessThan(1.5);
    }
  });
});
