import { affineReparametrisation } from '@dof/core';
import { withMap, type BrokenSpecimen } from './broken-method.js';
import { shifted } from './right-methods.js';

const ATTAINABLE = 'attainable d are whole numbers from 1 to D, rising';
const HAS = 'a map at an attainable d has d coordinates';
const REFUSES = 'a d that is not attainable gives DOF_BAD_DIMENSION';

/** Specimens for the clauses on d. */
export const brokenDegreesOfFreedom: readonly BrokenSpecimen[] = [
  {
    clause: ATTAINABLE,
    defect: 'a d above D',
    says: /of D =/,
    make: () => ({ ...shifted, attainable: ({ dimension }) => ({ minimum: 1, maximum: dimension + 1 }) }),
  },
  {
    clause: ATTAINABLE,
    defect: 'a list that falls',
    says: /d = 2 comes after 3/,
    make: () => ({ ...shifted, attainable: () => ({ values: [3, 2] }) }),
  },
  {
    clause: ATTAINABLE,
    defect: 'an empty list',
    says: /no d is attainable/,
    make: () => ({ ...shifted, attainable: () => ({ values: [] }) }),
  },
  {
    clause: HAS,
    defect: 'a coordinate too many',
    says: /2 coordinates at d = 1/,
    make: () => withMap(({ degreesOfFreedom }) => ({ degreesOfFreedom: degreesOfFreedom + 1 })),
  },
  {
    clause: HAS,
    defect: 'more coordinates than asked for, where there may be fewer',
    says: /2 coordinates at d = 1/,
    make: () => withMap(({ degreesOfFreedom }) => ({ degreesOfFreedom: degreesOfFreedom + 1 })),
    options: { mayHaveFewer: true },
  },
  {
    clause: HAS,
    defect: 'fewer coordinates, which is no capability of it',
    says: /no capability to have fewer/,
    make: () => withMap(({ degreesOfFreedom }) => ({ degreesOfFreedom: Math.max(1, degreesOfFreedom - 1) })),
    options: { mayHaveFewer: true },
  },
  {
    clause: HAS,
    defect: 'another dimension',
    says: /the dimension is/,
    make: () => withMap(({ dimension }) => ({ dimension: dimension + 1 })),
  },
  {
    clause: HAS,
    defect: 'initial coordinates of another length',
    says: /initial coordinates at d/,
    make: () => withMap(() => ({ initialCoordinates: () => new Float32Array(99) })),
  },
  {
    clause: HAS,
    defect: 'initial coordinates that are no numbers',
    says: /not finite/,
    make: () => withMap((_, { d }) => ({ initialCoordinates: () => new Float32Array(d).fill(NaN) })),
  },
  {
    clause: HAS,
    defect: 'one array for all callers',
    says: /shared between callers/,
    make: () =>
      withMap((_, { d }) => {
        const shared = new Float32Array(d);
        return { initialCoordinates: () => shared };
      }),
  },
  {
    clause: REFUSES,
    defect: 'no check',
    says: /d = 0 was accepted/,
    make: () => ({
      ...shifted,
      reparametrise: async ({ start, d, key, backend }) => {
        const columns = Number.isSafeInteger(d) && d > 0 ? d : 1;
        const map = await backend.linearMap({ kind: 'gaussian', rows: start.w.length, columns }, key);
        return affineReparametrisation(start.w, map);
      },
    }),
  },
  {
    clause: REFUSES,
    defect: 'a bare error',
    says: /no DofError DOF_BAD_DIMENSION/,
    make: () => ({
      ...shifted,
      reparametrise: async (context) => {
        if (!(context.d > 0 && context.d <= context.layout.dimension)) throw new RangeError('bad d');
        return shifted.reparametrise(context);
      },
    }),
  },
  {
    clause: REFUSES,
    defect: 'a neighbour of a listed d taken',
    says: /d = 2 was accepted/,
    make: () => ({ ...shifted, attainable: () => ({ values: [3, 5] }) }),
  },
];
