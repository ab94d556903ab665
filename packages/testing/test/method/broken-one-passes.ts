import { withMap, type BrokenSpecimen } from './broken-method.js';

const CLAUSE = 'a training step in one pass, where a map has it, is pull-back, update and w one after the other';

/** Specimens for the clause on training steps in one pass. */
export const brokenOnePasses: readonly BrokenSpecimen[] = [
  {
    clause: CLAUSE,
    defect: 'the pass of a map whose w was changed',
    says: /w after one pass, the map at d = 1: entry 0/,
    make: () =>
      withMap((right) => ({
        embed: async (theta, w) => {
          await right.embed(theta, w);
          w[0] += 1;
        },
      })),
  },
  {
    clause: CLAUSE,
    defect: 'the pass of a map whose pull-back was changed',
    says: /pull-back at the update of coordinates 0 to 1 of 1, the map at d = 1/,
    make: () =>
      withMap((right) => ({
        pullback: async (theta, gradient, out) => {
          await right.pullback(theta, gradient, out);
          out.forEach((value, j) => (out[j] = 2 * value));
        },
      })),
  },
  {
    clause: CLAUSE,
    defect: 'no update',
    says: /0 of 1 coordinates updated in one pass/,
    make: () =>
      withMap((right) => ({
        pullbackThenEmbed: async ({ theta, gradient, pulled, w }) => {
          await right.pullback(theta, gradient, pulled);
          await right.embed(theta, w);
        },
      })),
  },
];
