import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diagonalMatrix, inner, matrixWith, randomVector } from '../../../test/dense-matrices.js';
import { gaussQuadrature } from './gauss-quadrature.js';
import { lanczos } from './lanczos.js';

const seeds = fc.integer({ min: 0, max: 1e6 });

describe('lanczos', () => {
  it('finds every eigenvalue in D steps, from a matrix of distinct ones', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.integer({ min: 1, max: 25 }), async (seed, dimension) => {
        const matrix = matrixWith(randomVector(seed, dimension).sort(), seed);
        const found = await lanczos(matrix, randomVector(seed + 1, dimension), { steps: dimension });
        const nodes = gaussQuadrature(found, 1).nodes.slice().sort();
        expect(nodes).toHaveLength(dimension);
        nodes.forEach((node, i) => expect(Math.abs(node - matrix.eigenvalues[i])).toBeLessThan(1e-7));
      }),
      { numRuns: 30 },
    );
  });

  it('integrates polynomials up to degree 2 k - 1 as the matrix does', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.integer({ min: 1, max: 6 }), async (seed, steps) => {
        const dimension = 20;
        const matrix = matrixWith(randomVector(seed, dimension), seed);
        const start = randomVector(seed + 1, dimension);
        const { nodes, weights } = gaussQuadrature(await lanczos(matrix, start, { steps }), inner(start, start));
        const squares = matrix.coordinates(start).map((entry) => entry * entry);
        for (let degree = 0; degree < 2 * steps; degree++) {
          const exact = inner(
            squares,
            matrix.eigenvalues.map((value) => value ** degree),
          );
          const scale = inner(
            squares,
            matrix.eigenvalues.map((value) => Math.abs(value) ** degree),
          );
          const rule = nodes.reduce((sum, node, k) => sum + weights[k] * node ** degree, 0);
          expect(Math.abs(rule - exact)).toBeLessThan(1e-9 * scale);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gives no eigenvalue twice where the plain recursion does', async () => {
    // One eigenvalue far outside a bulk: without reorthogonalisation it comes back after some twenty steps.
    const dimension = 200;
    const eigenvalues = Float64Array.from({ length: dimension }, (_, i) => (i === 0 ? 1000 : 1 + i / dimension));
    const operator = diagonalMatrix(eigenvalues);
    const { nodes } = gaussQuadrature(await lanczos(operator, new Float64Array(dimension).fill(1), { steps: 120 }), 1);
    expect(nodes.filter((node) => node > 500)).toHaveLength(1);
    expect(Math.max(...nodes)).toBeCloseTo(1000, 9);
  });

  it('stops where the space is exhausted and says that T is exact', async () => {
    const operator = diagonalMatrix(Float64Array.of(3, 3, 3, 5));
    const { diagonal, residual } = await lanczos(operator, Float64Array.of(1, 1, 1, 1), { steps: 4 });
    expect(diagonal).toHaveLength(2);
    expect(residual).toBe(0);
  });

  it('tells of every product and stops when aborted', async () => {
    const controller = new AbortController();
    let products = 0;
    const run = lanczos(matrixWith(randomVector(1, 9), 1), randomVector(2, 9), {
      steps: 9,
      signal: controller.signal,
      onProduct: () => {
        products += 1;
        if (products === 4) controller.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
    expect(products).toBe(4);
  });

  it('refuses a start of no length, no steps, and products that are not finite', async () => {
    const refusal = { code: 'DOF_THEORY_INPUT_INVALID' };
    const operator = diagonalMatrix(Float64Array.of(1, 2));
    await expect(lanczos(operator, new Float64Array(2), { steps: 2 })).rejects.toMatchObject(refusal);
    await expect(lanczos(operator, Float64Array.of(1, 1), { steps: 0 })).rejects.toMatchObject(refusal);
    const broken = diagonalMatrix(Float64Array.of(NaN, 2));
    await expect(lanczos(broken, Float64Array.of(1, 1), { steps: 2 })).rejects.toMatchObject(refusal);
  });

  it('refuses a basis that memory cannot hold', async () => {
    const operator = { dimension: 2 ** 31, apply: () => undefined };
    await expect(lanczos(operator, Float64Array.of(1), { steps: 2 ** 20 })).rejects.toMatchObject({
      code: 'DOF_TOO_LARGE',
    });
  });
});
