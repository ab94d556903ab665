import { describe, expect, it } from '@jest/globals';
import { forwardBackend, type Backend } from '@dof/core';
import { topSingularDirections } from '@dof/linear-algebra';
import { backendClauses, backendSubject, ReferenceBackend, referenceSingularDirections } from '@dof/testing';
import { backend, metaOf, optionsOf, prepare } from './setting.js';

type Find = NonNullable<Backend['topSingularDirections']>;

const offering = (find: Find): Backend => forwardBackend(new ReferenceBackend(), { topSingularDirections: find });

describe('the plain loops that stand in for an engine without singular directions', () => {
  const clauses = backendClauses.filter(({ name }) => /singular/.test(name));

  it.each(clauses)('keep what an engine promises: $name', async ({ check }) => {
    await expect(check(backendSubject(() => offering(topSingularDirections)))).resolves.toBeUndefined();
  });
});

describe('lottery-subspace with an engine that finds singular directions', () => {
  it('takes them from it, and gets those of the plain loops to 1e-6', async () => {
    const limits: number[] = [];
    const find: Find = (vectors, limit, options) => {
      limits.push(limit);
      return referenceSingularDirections(vectors, limit, options);
    };
    const prepared = await prepare(optionsOf(), { backend: offering(find), requested: [2, 4] });
    const plain = await prepare(optionsOf(), { backend, requested: [2, 4] });
    expect(limits).toEqual([4]);
    const [actual, expected] = [prepared, plain].map(({ arrays }) => Array.from(arrays['directions'], Number));
    expect(actual).toHaveLength(expected.length);
    actual.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-6));
    expect(metaOf(prepared).rank).toBe(metaOf(plain).rank);
  });

  it('goes on with its progress, and stops in it', async () => {
    const abort = new AbortController();
    const shares: number[] = [];
    const emit = (share: number): void => {
      shares.push(share);
      if (share > 0.8) abort.abort(new Error('enough'));
    };
    const work = prepare(optionsOf(), {
      ...{ backend: offering(referenceSingularDirections), signal: abort.signal, emit },
    });
    await expect(work).rejects.toThrow('enough');
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.filter((share) => share > 0.8)).toHaveLength(1);
    expect(shares.at(-1)).toBeLessThan(1);
  });
});
