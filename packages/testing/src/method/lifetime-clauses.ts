import { genericCoordinates, image } from './jacobian.js';
import { assertSame, assertThat } from '../clauses/assertions.js';
import { withoutGrowth } from '../backend/lifetime-clauses.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import type { ModelSpec } from '@dof/core';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** D = 93,186: a map that keeps one vector of length D grows the process beyond what is allowed. */
const wide: ModelSpec = {
  name: 'wide',
  inputShape: [8, 11, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 1024 }, { type: 'relu' }, { type: 'dense', units: 2 }],
  loss: 'softmax-cross-entropy',
};

/** What `dispose` promises. */
export const lifetimeClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'a disposed map gives back all that it took from the engine, and so does a refused one',
    check: (subject) =>
      forTrials(subject, async ({ backend, degreesOfFreedom, layout, prepare, reparametrise }) => {
        const prepared = await prepare();
        assertThat(backend.held().length === 0, `after prepare the engine still holds ${backend.held().join(', ')}`);
        for (const d of [...degreesOfFreedom, 0, layout.dimension + 1]) {
          await reparametrise(d, { prepared }).then(
            (map) => map.dispose(),
            () => undefined,
          );
          assertThat(backend.held().length === 0, `at d = ${d} the engine still holds ${backend.held().join(', ')}`);
        }
      }),
  },
  {
    name: 'disposing of one map leaves the others usable',
    check: (subject) =>
      forTrials(subject, async ({ degreesOfFreedom, prepare, reparametrise }) => {
        const prepared = await prepare();
        for (const d of degreesOfFreedom) {
          const [doomed, kept] = [await reparametrise(d, { prepared }), await reparametrise(d, { prepared })];
          const theta = genericCoordinates(kept, 0);
          const before = await image(kept, theta);
          doomed.dispose();
          assertSame(await image(kept, theta), before, `w at d = ${d} after another map's dispose`);
          kept.dispose();
        }
      }),
  },
  {
    name: 'a disposed map leaves no memory behind',
    check: (subject) =>
      forTrials({ ...subject, models: [wide] }, async ({ degreesOfFreedom, prepare, reparametrise }) => {
        const prepared = await prepare({ requested: [degreesOfFreedom[0]] });
        await withoutGrowth('mapped and disposed reparametrisations', async () => {
          const map = await reparametrise(degreesOfFreedom[0], { prepared });
          await image(map, map.initialCoordinates());
          map.dispose();
        });
      }),
  },
];
