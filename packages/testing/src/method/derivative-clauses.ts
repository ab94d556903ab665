import { normalArray } from '../problems/random-arrays.js';
import { assertClose, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { dot, norm, rank } from './dense-algebra.js';
import { differencedJacobian, genericCoordinates, image, pulledBack, pulledBackJacobian } from './jacobian.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** Of the length of a column times that of the gradient: truncation of the differences. */
const TRUNCATION = 1e-3;
/** Of the largest parameter times the length of the gradient: rounding of w to float32, over the step. */
const ROUNDING = 1e-5;

/** What a map's derivative must be. */
export const derivativeClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'the pull-back is the transpose of the derivative of embed',
    check: (subject) =>
      forTrials(subject, async ({ degreesOfFreedom, prepare, reparametrise }) => {
        const prepared = await prepare();
        for (const d of degreesOfFreedom) {
          const map = await reparametrise(d, { prepared });
          for (const theta of [map.initialCoordinates(), genericCoordinates(map, 0)]) {
            const jacobian = await differencedJacobian(map, theta);
            const gradient = Float32Array.from(normalArray([6, 6], d, map.dimension));
            const pulled = await pulledBack(map, theta, gradient);
            const largest = (await image(map, theta)).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
            jacobian.forEach((column, j) => {
              const expected = dot(column, gradient);
              const allowed = (TRUNCATION * norm(column) + ROUNDING * largest) * norm(gradient);
              assertThat(
                Math.abs(pulled[j] - expected) <= allowed,
                `entry ${j} of the pull-back at d = ${d} is ${pulled[j]}, differences of embed give ${expected}`,
              );
            });
          }
          map.dispose();
        }
      }),
  },
  {
    name: 'w is affine in theta where the method is linear',
    check: (subject) =>
      forTrials(subject, async ({ capabilities, degreesOfFreedom, prepare, reparametrise }) => {
        if (!capabilities.linear) return;
        const prepared = await prepare();
        for (const d of degreesOfFreedom) {
          const map = await reparametrise(d, { prepared });
          const [a, b] = [genericCoordinates(map, 1), genericCoordinates(map, 2)];
          const middle = await image(
            map,
            a.map((value, j) => (value + b[j]) / 2),
          );
          const [at, to] = [await image(map, a), await image(map, b)];
          const expected = at.map((value, i) => (value + to[i]) / 2);
          assertClose(middle, expected, 1e-5, `w half way between two thetas at d = ${d}`);
          map.dispose();
        }
      }),
  },
  {
    name: 'the rank of the Jacobian is d, or what the method declares',
    check: (subject) =>
      forTrials(
        subject,
        async ({ method, capabilities, options, layout, degreesOfFreedom, prepare, reparametrise }) => {
          const prepared = await prepare();
          for (const d of degreesOfFreedom) {
            const map = await reparametrise(d, { prepared });
            const { degreesOfFreedom } = map;
            const declared = method.jacobianRank?.(d, layout, options) ?? degreesOfFreedom;
            assertThat(
              !capabilities.linear || declared === degreesOfFreedom,
              `a linear method declares rank ${declared} at d = ${d}`,
            );
            const found = rank(await pulledBackJacobian(map, genericCoordinates(map, 3)));
            assertThat(
              found === declared,
              `the Jacobian of ${degreesOfFreedom} coordinates has rank ${found}, declared are ${declared}`,
            );
            map.dispose();
          }
        },
      ),
  },
];
