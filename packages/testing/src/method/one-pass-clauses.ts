import { assertOnePass } from '../clauses/assert-one-pass.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { genericCoordinates } from './jacobian.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** What `Reparametrisation.pullbackThenEmbed` promises. */
export const onePassClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'a training step in one pass, where a map has it, is pull-back, update and w one after the other',
    check: (subject) =>
      forTrials(subject, async ({ degreesOfFreedom, prepare, reparametrise }) => {
        const prepared = await prepare();
        for (const d of degreesOfFreedom) {
          const map = await reparametrise(d, { prepared });
          await assertOnePass(map, genericCoordinates(map, 6), `the map at d = ${d}`);
          map.dispose();
        }
      }),
  },
];
