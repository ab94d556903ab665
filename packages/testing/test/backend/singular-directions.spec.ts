import { describe, expect, it } from '@jest/globals';
import { forwardBackend } from '@dof/core';
import { backendClauses, backendSubject, ReferenceBackend, referenceSingularDirections } from '@dof/testing';

describe('the reference of singular directions', () => {
  const clauses = backendClauses.filter(({ name }) => /singular/.test(name));
  const offering = () => forwardBackend(new ReferenceBackend(), { topSingularDirections: referenceSingularDirections });

  it.each(clauses)('keeps the backend contract: $name', async ({ check }) => {
    await expect(check(backendSubject(offering))).resolves.toBeUndefined();
  });

  it('knows a matrix whose decomposition is known', async () => {
    const { singularValues, rank, directions } = await referenceSingularDirections(
      [Float32Array.of(3, 0, 0), Float32Array.of(0, -4, 0), Float32Array.of(0, 0, 0)],
      Infinity,
    );
    expect([...singularValues]).toEqual([4, 3, 0]);
    expect(rank).toBe(2);
    expect(directions.map((one) => [...one])).toEqual([
      [0, -1, 0],
      [1, 0, 0],
    ]);
  });
});
