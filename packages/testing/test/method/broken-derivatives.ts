import { splitKey } from '@dof/core';
import { withMap, type BrokenSpecimen } from './broken-method.js';
import { products, shifted } from './right-methods.js';

const TRANSPOSE = 'the pull-back is the transpose of the derivative of embed';
const RANK = 'the rank of the Jacobian is d, or what the method declares';

/** Specimens for the clauses on derivatives and images. */
export const brokenDerivatives: readonly BrokenSpecimen[] = [
  {
    clause: TRANSPOSE,
    defect: 'a factor forgotten',
    says: /entry 0 of the pull-back at d = 1/,
    make: () =>
      withMap((right) => ({
        pullback: async (theta, gradient, out) => {
          await right.pullback(theta, gradient, out);
          out.forEach((value, j) => (out[j] = 1.02 * value));
        },
      })),
  },
  {
    clause: TRANSPOSE,
    defect: 'the last parameter left out',
    says: /differences of embed give/,
    make: () =>
      withMap((right) => ({
        pullback: (theta, gradient, out) =>
          right.pullback(
            theta,
            gradient.map((value, i) => (i === gradient.length - 1 ? 0 : value)),
            out,
          ),
      })),
  },
  {
    clause: TRANSPOSE,
    defect: 'the Jacobian of the start used everywhere',
    says: /entry \d of the pull-back at d = 2/,
    make: () =>
      withMap((right) => {
        const initial = right.initialCoordinates();
        return { pullback: (_theta, gradient, out) => right.pullback(initial, gradient, out) };
      }, products),
  },
  {
    clause: 'w is affine in theta where the method is linear',
    defect: 'products called linear',
    says: /half way between two thetas/,
    make: () => ({ ...products, capabilities: { ...products.capabilities, linear: true } }),
  },
  {
    clause: RANK,
    defect: 'two coordinates with one direction',
    says: /2 coordinates has rank 1, declared are 2/,
    make: () =>
      withMap((right, { d }) => {
        if (d === 1) return {};
        const merged = (theta: Float32Array): Float32Array =>
          theta.map((value, j) => (j === 0 ? value + theta[1] : j === 1 ? 0 : value));
        return {
          embed: (theta, w) => right.embed(merged(theta), w),
          pullback: async (theta, gradient, out) => {
            await right.pullback(merged(theta), gradient, out);
            out[1] = out[0];
          },
        };
      }),
  },
  {
    clause: RANK,
    defect: 'a rank declared too high',
    says: /2 coordinates has rank 1, declared are 2/,
    make: () => ({ ...products, jacobianRank: undefined }),
  },
  {
    clause: RANK,
    defect: 'a linear map that declares a lower rank',
    says: /a linear method declares rank 0 at d = 1/,
    make: () => ({ ...shifted, jacobianRank: (d) => d - 1 }),
  },
  {
    clause: 'the image at d lies in the image at every larger d where the method is nested',
    defect: 'fresh directions for every d',
    says: /a w at d = 1 is 0\.\d+ of its way from the image at d = 2/,
    make: () => ({
      ...shifted,
      reparametrise: (context) => shifted.reparametrise({ ...context, key: splitKey(context.key, context.d) }),
    }),
  },
  {
    clause: 'every w is reached at d = D where the method claims it',
    defect: 'a parameter that never moves',
    says: /from the image at d = D/,
    make: () =>
      withMap((right, { start }) => {
        const fixed = start.w[0];
        return {
          embed: async (theta, w) => {
            await right.embed(theta, w);
            w[0] = fixed;
          },
          pullback: (theta, gradient, out) =>
            right.pullback(
              theta,
              gradient.map((value, i) => (i === 0 ? 0 : value)),
              out,
            ),
        };
      }),
  },
];
