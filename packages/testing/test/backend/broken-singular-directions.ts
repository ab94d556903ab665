import type { Backend, SingularDirections } from '@dof/core';
import { referenceSingularDirections } from '@dof/testing';
import type { BrokenSpecimen, Defect } from './broken-backend.js';

const RIGHT = 'top singular directions are those of one-sided Jacobi rotations, with their sign';
const ORTHONORMAL = 'top singular directions are orthonormal and span the vectors, whatever the spectrum';
const FIRST = 'fewer top singular directions are the first of more, in every bit';
const NOT_FINITE = 'vectors that are not finite have no singular directions';
const WATCHED = 'a search for singular directions tells a share that rises to 1, and stops when it is aborted';
const NOTHING_LEFT = 'a search for singular directions leaves the vectors as they are, and no memory behind';

type Find = NonNullable<Backend['topSingularDirections']>;

const finding = (topSingularDirections: Find): Defect => ({ backend: { topSingularDirections } });

/** The right directions, changed. */
function changed(change: (found: SingularDirections, limit: number) => Partial<SingularDirections>): Defect {
  return finding(async (...given) => {
    const found = await referenceSingularDirections(...given);
    return { ...found, ...change(found, given[1]) };
  });
}

/** Specimens for the clauses about singular directions. */
export const brokenSingularDirections: readonly BrokenSpecimen[] = [
  {
    clause: RIGHT,
    defect: 'the other sign',
    says: /direction 0 of/,
    make: () => changed(({ directions }) => ({ directions: directions.map((one) => one.map((value) => -value)) })),
  },
  {
    clause: RIGHT,
    defect: 'directions off by 3e-6',
    says: /direction 0 of/,
    make: () =>
      changed(({ directions }) => ({ directions: directions.map((one) => one.map((value) => value + 3e-6)) })),
  },
  {
    clause: RIGHT,
    defect: 'squares in place of singular values',
    says: /squared singular values/,
    make: () => changed(({ singularValues }) => ({ singularValues: singularValues.map((value) => value ** 2) })),
  },
  {
    clause: ORTHONORMAL,
    defect: 'a rank that counts rounding',
    says: /have rank/,
    make: () => changed(({ singularValues }) => ({ rank: singularValues.filter((value) => value > 0).length })),
  },
  {
    clause: ORTHONORMAL,
    defect: 'directions that lean on each other',
    says: /<0, 0> of|<0, 1> of/,
    make: () =>
      changed(({ directions: [first, ...rest] }) => ({
        directions: first && [first, ...rest.map((one) => one.map((value, i) => value + 1e-4 * first[i]))],
      })),
  },
  {
    clause: ORTHONORMAL,
    defect: 'one direction twice where values are equal',
    says: /of 11 vectors of 17/,
    make: () =>
      changed(({ directions, singularValues }) => ({
        directions: directions.map((one, j) =>
          j > 0 && singularValues[j] === singularValues[j - 1] ? directions[0] : one,
        ),
      })),
  },
  {
    clause: FIRST,
    defect: 'bits that depend on the number asked for',
    says: /direction 0 of 1/,
    make: () =>
      changed(({ directions }, limit) => ({
        directions: directions.map((one) => one.map((value) => value * (1 + (limit === 1 ? 1e-6 : 0)))),
      })),
  },
  {
    clause: NOT_FINITE,
    defect: 'directions of what is left',
    says: /singular values with an entry of NaN/,
    make: () =>
      finding((vectors, ...rest) =>
        referenceSingularDirections(
          vectors.map((vector) => vector.map((value) => (Number.isFinite(value) ? value : 0))),
          ...rest,
        ),
      ),
  },
  {
    clause: WATCHED,
    defect: 'no progress',
    says: /the last share told is undefined/,
    make: () =>
      finding((vectors, limit, options) => referenceSingularDirections(vectors, limit, { signal: options?.signal })),
  },
  {
    clause: WATCHED,
    defect: 'no end',
    says: /aborted after 0 shares/,
    make: () =>
      finding((vectors, limit, options) =>
        referenceSingularDirections(vectors, limit, { onProgress: options?.onProgress }),
      ),
  },
  {
    clause: NOTHING_LEFT,
    defect: 'vectors used as scratch',
    says: /vector 0 after the search/,
    make: () =>
      finding(async (vectors, limit, options) => {
        const found = await referenceSingularDirections(vectors, limit, options);
        vectors[0][0] += 1;
        return found;
      }),
  },
];
