import { describe, expect, it } from '@jest/globals';
import {
  centre,
  columnsMap,
  gramMatrix,
  innerProducts,
  joinVectors,
  linearCombination,
  splitVectors,
  topSingularDirections,
} from '@dof/linear-algebra';
import fc from 'fast-check';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';

/** Vectors of small whole numbers over 16: their products and sums are exact in float64. */
const vectorsOf = (count: number, length: number): fc.Arbitrary<Float32Array[]> => {
  const entry = fc.integer({ min: -64, max: 64 }).map((value) => value / 16);
  const vector = fc.array(entry, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));
  return fc.array(vector, { minLength: count, maxLength: count });
};
const sizes = fc.record({ count: fc.integer({ min: 1, max: 11 }), length: fc.integer({ min: 1, max: 30 }) });
const vectors = sizes.chain(({ count, length }) => vectorsOf(count, length));

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

/** A long vector without structure; those of different seeds are independent. */
const long = (seed: number, length: number): Float32Array =>
  Float32Array.from(
    { length },
    (_, i) => (Math.sin((seed + 1) * 12.9898 + i * i * 78.233 * (seed + 2)) * 43758.5453) % 1,
  );

describe('linearCombination', () => {
  it('is origin plus the weighted sum, for every count and length', () => {
    fc.assert(
      fc.property(vectors, fc.boolean(), (list, withOrigin) => {
        const weights = list.map((_, j) => (j % 3) - 0.5);
        const origin = withOrigin ? list[0].slice() : undefined;
        const out = new Float32Array(list[0].length).fill(NaN);
        linearCombination(list, weights, out, origin);
        const expected = out.map((_, i) => (origin?.[i] ?? 0) + list.reduce((sum, v, j) => sum + weights[j] * v[i], 0));
        expect(out).toEqual(expected);
      }),
    );
  });

  it('goes on past one stretch, and may write over its origin', () => {
    const list = [1, 2, 3, 4, 5].map((seed) => long(seed, 2500));
    const out = long(6, 2500);
    const expected = Float32Array.from(out, (value, i) => value + list.reduce((sum, v, j) => sum + (j + 1) * v[i], 0));
    linearCombination(list, [1, 2, 3, 4, 5], out, out);
    out.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-5));
  });
});

describe('innerProducts and gramMatrix', () => {
  it('are the inner products, for every count and length', async () => {
    await fc.assert(
      fc.asyncProperty(vectors, async (list) => {
        const out = new Float64Array(list.length);
        innerProducts(list, list[0], out);
        const gram = await gramMatrix(list);
        list.forEach((a, i) => {
          expect(out[i]).toBe(dot(a, list[0]));
          list.forEach((b, j) => expect(gram.get(i, j)).toBe(dot(a, b)));
        });
      }),
    );
  });

  it('reports a share that rises to 1, and goes on past one stretch', async () => {
    const list = Array.from({ length: 9 }, (_, seed) => long(seed, 9000));
    const shares: number[] = [];
    const gram = await gramMatrix(list, (share) => void shares.push(share));
    expect(gram.get(8, 3)).toBeCloseTo(dot(list[8], list[3]), 6);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe('centre', () => {
  it('subtracts the mean, whatever it is', () => {
    const list = [1, 2, 3].map((seed) => long(seed, 9).map((value) => value + 1000));
    const centred = centre(list);
    for (let i = 0; i < 9; i++) {
      const mean = list.reduce((sum, vector) => sum + vector[i] / 3, 0);
      centred.forEach((vector, j) => expect(vector[i]).toBe(Math.fround(list[j][i] - mean)));
    }
  });
});

describe('joinVectors and splitVectors', () => {
  it('undo each other', () => {
    fc.assert(fc.property(vectors, (list) => expect(splitVectors(joinVectors(list), list[0].length)).toEqual(list)));
    expect(splitVectors(joinVectors([]), 5)).toEqual([]);
  });
});

describe('columnsMap', () => {
  it('applies A with its scale, and its transpose', () => {
    const columns = [1, 2, 3, 4, 5].map((seed) => long(seed, 50));
    const scale = [1, 0.5, 0.25, 2, 1];
    const map = columnsMap(columns, scale);
    const [theta, g, origin] = [long(7, 5), long(8, 50), long(9, 50)];
    const [w, pulled] = [new Float32Array(50), new Float32Array(5)];
    map.apply(theta, origin, w);
    map.applyTranspose(g, pulled);
    w.forEach((value, i) => {
      const expected = origin[i] + columns.reduce((sum, column, j) => sum + scale[j] * theta[j] * column[i], 0);
      expect(value).toBeCloseTo(expected, 4);
    });
    pulled.forEach((value, j) => expect(value).toBeCloseTo(scale[j] * dot(columns[j], g), 3));
    expect([map.rows, map.columns]).toEqual([50, 5]);
  });
});

describe('topSingularDirections', () => {
  it.each([
    [6, 40],
    [13, 13],
    [20, 9],
    [1, 5],
  ])('of %i vectors of length %i are those of a direct decomposition', async (count, length) => {
    // Singular values fall by half from vector to vector, as those of a trajectory do.
    const list = Array.from({ length: count }, (_, j) => long(j + 1, length).map((value) => value * 2 ** -j));
    const { singularValues, rank, directions } = await topSingularDirections(list, Infinity);
    const direct = new SingularValueDecomposition(new Matrix(list.map((vector) => [...vector])).transpose(), {
      autoTranspose: true,
    });
    expect(rank).toBe(Math.min(count, length));
    expect(directions).toHaveLength(rank);
    for (let j = 0; j < rank; j++) {
      const sigma = direct.diagonal[j];
      expect(Math.abs(singularValues[j] - sigma) / sigma).toBeLessThan(1e-7);
      // Up to sign; the Gram matrix resolves directions to 1e-16 (sigma_1 / sigma_j)^2 and float32 to 6e-8.
      const agreement = Math.abs(dot(directions[j], direct.leftSingularVectors.getColumn(j)));
      expect(1 - agreement).toBeLessThan(1e-6);
    }
  });

  it('are orthonormal to rounding, down to the smallest singular values that count', async () => {
    const list = Array.from({ length: 20 }, (_, j) => long(j + 1, 300).map((value) => value * 2 ** -j));
    const { directions, singularValues, rank } = await topSingularDirections(list, 20);
    expect(rank).toBe(20);
    expect(directions).toHaveLength(20);
    expect(singularValues[19] / singularValues[0]).toBeLessThan(3e-6);
    directions.forEach((a, i) =>
      directions.forEach((b, j) => expect(Math.abs(dot(a, b) - (i === j ? 1 : 0))).toBeLessThan(3e-7)),
    );
  });

  it('are the first of more, in every bit', async () => {
    const list = Array.from({ length: 8 }, (_, j) => long(j + 1, 64));
    const [few, many] = [await topSingularDirections(list, 3), await topSingularDirections(list, 8)];
    expect(few.directions).toEqual(many.directions.slice(0, 3));
    expect(few.singularValues).toEqual(many.singularValues);
  });

  it('counts dependent vectors once', async () => {
    const [a, b] = [long(1, 30), long(2, 30)];
    const list = [a, b, a.map((value, i) => value + b[i]), a.map((value) => 2 * value)];
    const { rank, directions } = await topSingularDirections(list, 4);
    expect([rank, directions.length]).toEqual([2, 2]);
  });

  it('do not lose vectors as short as increments near convergence', async () => {
    const list = Array.from({ length: 3 }, (_, j) => long(j + 1, 50).map((value) => value * 1e-30));
    const { rank, directions } = await topSingularDirections(list, 3);
    expect(rank).toBe(3);
    for (const one of directions) expect(dot(one, one)).toBeCloseTo(1, 6);
  });

  it('of vectors that are all zero are none', async () => {
    const { rank, directions } = await topSingularDirections([new Float32Array(4), new Float32Array(4)], 2);
    expect([rank, directions.length]).toEqual([0, 0]);
  });

  it('stop when told to', async () => {
    const onProgress = (): never => {
      throw new Error('enough');
    };
    await expect(topSingularDirections([long(1, 5)], 1, { onProgress })).rejects.toThrow('enough');
  });
});
