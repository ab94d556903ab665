import type { ColumnPass, LinearMap } from '@dof/core';
import type { BrokenSpecimen } from './broken-backend.js';

const CLAUSE = 'both products of a map in one pass, where it has one, are those of two';

const withPass = (pass: (right: LinearMap, given: ColumnPass) => Promise<void>): BrokenSpecimen['make'] => {
  return () => ({ map: (right) => ({ applyTransposeThenApply: (given) => pass(right, given) }) });
};

/** Specimens for the clause of the backend contract on one pass for both products. */
export const brokenOnePasses: readonly BrokenSpecimen[] = [
  {
    clause: CLAUSE,
    defect: 'the image of theta before its update',
    says: /w after one pass, gaussian 1 x 1/,
    make: withPass(async (right, { g, pulled, theta, origin, out, update }) => {
      await right.applyTranspose(g, pulled);
      await right.apply(theta, origin, out);
      update(0, right.columns);
    }),
  },
  {
    clause: CLAUSE,
    defect: 'an update before its gradient is there',
    says: /pull-back at the update of coordinates 0 to 1 of 1, gaussian 1 x 1/,
    make: withPass(async (right, { g, pulled, theta, origin, out, update }) => {
      update(0, right.columns);
      await right.applyTranspose(g, pulled);
      await right.apply(theta, origin, out);
    }),
  },
  {
    clause: CLAUSE,
    defect: 'whole groups of columns only',
    says: /12 of 13 coordinates updated in one pass, gaussian 61 x 13/,
    make: withPass(async (right, { g, pulled, theta, origin, out, update }) => {
      await right.applyTranspose(g, pulled);
      const { columns } = right;
      update(0, columns === 13 ? 12 : columns);
      await right.apply(theta, origin, out);
    }),
  },
  {
    clause: CLAUSE,
    defect: 'groups of columns from the last to the first',
    says: /coordinates 12 to 13 of 13.*: updated when 0 was next/,
    make: withPass(async (right, { g, pulled, theta, origin, out, update }) => {
      await right.applyTranspose(g, pulled);
      for (let j = right.columns; j-- > 0;) update(j, j + 1);
      await right.apply(theta, origin, out);
    }),
  },
  {
    clause: CLAUSE,
    defect: 'sums rounded after every other group',
    says: /w after one pass, gaussian .* to be the same in every bit/,
    make: withPass(async (right, { g, pulled, theta, origin, out, update }) => {
      await right.applyTranspose(g, pulled);
      update(0, right.columns);
      const middle = right.columns >> 1;
      const half = new Float32Array(right.rows);
      await right.apply(
        theta.map((value, j) => (j < middle ? value : 0)),
        origin,
        half,
      );
      await right.apply(
        theta.map((value, j) => (j < middle ? 0 : value)),
        half,
        out,
      );
    }),
  },
  {
    clause: CLAUSE,
    defect: 'the whole buffer of a view',
    says: /on either side of a view after one pass/,
    make: withPass(async (right, pass) => {
      await right.applyTransposeThenApply?.(pass);
      new Float32Array(pass.out.buffer)[0] = 0;
    }),
  },
  {
    clause: CLAUSE,
    defect: 'the gradient used as scratch',
    says: /gradient after one pass/,
    make: withPass(async (right, pass) => {
      await right.applyTransposeThenApply?.(pass);
      pass.g.fill(0);
    }),
  },
];
