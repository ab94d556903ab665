import { isDofError, type AttainableDegreesOfFreedom } from '@dof/core';
import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** Which d exist, and what a map at d has. */
export const degreesOfFreedomClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'attainable d are whole numbers from 1 to D, rising',
    check: (subject) =>
      forTrials(subject, async ({ method, layout, options }) => {
        const set = method.attainable(layout, options);
        const list = 'values' in set ? set.values : [set.minimum, set.maximum];
        assertThat(list.length > 0, 'no d is attainable');
        for (const [i, d] of list.entries()) {
          assertThat(Number.isInteger(d) && d >= 1 && d <= layout.dimension, `d = ${d} of D = ${layout.dimension}`);
          const before = list[i - 1] ?? 0;
          assertThat('values' in set ? d > before : d >= before, `d = ${d} comes after ${before}`);
        }
      }),
  },
  {
    name: 'a map at an attainable d has d coordinates',
    check: (subject) =>
      forTrials(subject, async ({ capabilities, degreesOfFreedom, layout, prepare, reparametrise }) => {
        const prepared = await prepare();
        for (const d of degreesOfFreedom) {
          const map = await reparametrise(d, { prepared });
          const { degreesOfFreedom: has, dimension } = map;
          assertThat(has === d || (subject.mayHaveFewer && has > 0 && has < d), `${has} coordinates at d = ${d}`);
          assertThat(
            has === d || capabilities.fewerCoordinates === true,
            'it is no capability to have fewer coordinates than d',
          );
          assertThat(dimension === layout.dimension, `the dimension is ${dimension}, not ${layout.dimension}`);
          const theta = map.initialCoordinates();
          assertThat(theta.length === has, `${theta.length} initial coordinates at d = ${d}`);
          assertThat(theta.every(Number.isFinite), `an initial coordinate at d = ${d} is not finite`);
          const untouched = theta.slice();
          theta.fill(NaN);
          const again = map.initialCoordinates();
          assertThat(
            again.every((value, j) => Object.is(value, untouched[j])),
            'initial coordinates are shared between callers',
          );
          map.dispose();
        }
      }),
  },
  {
    name: 'a d that is not attainable gives DOF_BAD_DIMENSION',
    check: (subject) =>
      forTrials(subject, async ({ method, layout, options, prepare, reparametrise }) => {
        const prepared = await prepare();
        for (const d of unattainable(method.attainable(layout, options), layout.dimension)) {
          const outcome = await reparametrise(d, { prepared }).then(
            (map) => map.dispose(),
            (error: unknown) => error,
          );
          assertThat(outcome !== undefined, `d = ${d} was accepted`);
          assertThat(
            isDofError(outcome) && outcome.code === 'DOF_BAD_DIMENSION',
            `d = ${d} gave ${String(outcome)}, no DofError DOF_BAD_DIMENSION`,
          );
        }
      }),
  },
];

/** What is never attainable, and the whole numbers around and between those that are. */
function unattainable(set: AttainableDegreesOfFreedom, dimension: number): readonly number[] {
  const list = 'values' in set ? set.values : [set.minimum, set.maximum];
  const inside = (d: number): boolean => ('values' in set ? list.includes(d) : d >= list[0] && d <= list[1]);
  const near = list.flatMap((d) => [d - 1, d + 1]).filter((d) => !inside(d));
  return [...new Set([0, -1, 1.5, NaN, Infinity, dimension + 1, ...near])];
}
