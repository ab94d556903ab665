import { normalArray } from '../problems/random-arrays.js';
import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { distanceToImage } from './distance-to-image.js';
import { genericCoordinates, image } from './jacobian.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** Of the way to a target: reached. Rounding of theta in ill-conditioned maps stays well below. */
const REACHED = 1e-3;

/** Which points a map reaches. */
export const imageClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'the image at d lies in the image at every larger d where the method is nested',
    check: (subject) =>
      forTrials(subject, async ({ capabilities, degreesOfFreedom, prepare, reparametrise }) => {
        if (!capabilities.nested) return;
        const prepared = await prepare();
        for (const [i, d] of degreesOfFreedom.entries()) {
          const small = await reparametrise(d, { prepared });
          const target = await image(small, genericCoordinates(small, 4));
          small.dispose();
          for (const larger of degreesOfFreedom.slice(i + 1)) {
            const map = await reparametrise(larger, { prepared });
            const distance = await distanceToImage(map, target, REACHED);
            assertThat(
              distance <= REACHED,
              `a w at d = ${d} is ${distance} of its way from the image at d = ${larger}`,
            );
            map.dispose();
          }
        }
      }),
  },
  {
    name: 'every w is reached at d = D where the method claims it',
    check: (subject) =>
      forTrials(subject, async ({ capabilities, layout, start, reparametrise }) => {
        if (!capabilities.reachesFullSpace) return;
        const map = await reparametrise(layout.dimension);
        const noise = normalArray([8, 8], 0, layout.dimension);
        const target = Float64Array.from(start.w, (value, i) => value + noise[i]);
        const distance = await distanceToImage(map, target, REACHED);
        assertThat(distance <= REACHED, `a w is ${distance} of its way from the image at d = D`);
        map.dispose();
      }),
  },
];
