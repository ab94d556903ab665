import { canonicalJson, type Prepared, type Reparametrisation } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { assertSame, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { genericCoordinates, image, pulledBack } from './jacobian.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** w, the pull-back and the initial coordinates, all that training sees of a map. */
async function behaviour(map: Reparametrisation): Promise<Float64Array> {
  const theta = genericCoordinates(map, 0);
  const gradient = Float32Array.from(normalArray([4, 4], 0, map.dimension));
  return Float64Array.of(
    ...map.initialCoordinates(),
    ...(await image(map, theta)),
    ...(await pulledBack(map, theta, gradient)),
  );
}

async function disposing<T>(map: Reparametrisation, work: (map: Reparametrisation) => Promise<T>): Promise<T> {
  try {
    return await work(map);
  } finally {
    map.dispose();
  }
}

function assertSamePreparation(actual: Prepared | undefined, expected: Prepared | undefined): void {
  const names = (prepared?: Prepared): string => Object.keys(prepared?.arrays ?? {}).join(', ');
  assertThat(names(actual) === names(expected), `a preparation holds ${names(actual)}, then ${names(expected)}`);
  for (const [name, array] of Object.entries(expected?.arrays ?? {})) {
    assertSame(actual?.arrays[name] ?? [], array, `${name} prepared again`);
  }
  const [first, again] = [actual, expected].map((prepared) => canonicalJson(prepared?.meta ?? null));
  assertThat(first === again, `meta is ${first}, then ${again}`);
}

/** What a run's result may depend on. */
export const resultClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'the same key gives the same bits, from another instance and after other work too',
    check: async (subject) => {
      const found: { prepared: Prepared | undefined; maps: Float64Array[] }[] = [];
      for (let instance = 0; instance < 2; instance++) {
        let at = 0;
        await forTrials(subject, async ({ degreesOfFreedom, prepare, reparametrise }) => {
          // The second time in another order, and after another key has been used.
          if (instance === 1) await prepare({ key: [77, 77] });
          const prepared = await prepare();
          const maps: Float64Array[] = [];
          for (const d of instance === 0 ? degreesOfFreedom : [...degreesOfFreedom].reverse()) {
            maps.push(await disposing(await reparametrise(d, { prepared }), behaviour));
          }
          if (instance === 0) return void found.push({ prepared, maps });
          const before = found[at++];
          assertSamePreparation(prepared, before.prepared);
          maps
            .reverse()
            .forEach((map, i) => assertSame(map, before.maps[i], `the map at d = ${degreesOfFreedom[i]} again`));
        });
      }
    },
  },
  {
    name: 'what a run at d gets does not depend on the other d asked for',
    check: (subject) =>
      forTrials(subject, async ({ degreesOfFreedom, prepare, reparametrise }) => {
        const together = await prepare();
        for (const d of degreesOfFreedom) {
          const alone = await prepare({ requested: [d] });
          const [first, second] = [
            await disposing(await reparametrise(d, { prepared: together }), behaviour),
            await disposing(await reparametrise(d, { prepared: alone }), behaviour),
          ];
          assertSame(second, first, `the map at d = ${d} when only that is asked for`);
        }
      }),
  },
  {
    name: 'w and the pull-back depend on their arguments alone',
    check: (subject) =>
      forTrials(subject, async ({ degreesOfFreedom, reparametrise }) => {
        for (const d of degreesOfFreedom) {
          await disposing(await reparametrise(d), async (map) => {
            const [theta, other] = [genericCoordinates(map, 1), genericCoordinates(map, 2)];
            const gradient = Float32Array.from(normalArray([4, 4], 1, map.dimension));
            const [w, pulled] = [await image(map, theta), await pulledBack(map, theta, gradient)];
            await image(map, other);
            assertSame(await pulledBack(map, theta, gradient), pulled, `pull-back at d = ${d} after another w`);
            await pulledBack(map, other, gradient);
            assertSame(await image(map, theta), w, `w at d = ${d} after another pull-back`);
            const used = new Float32Array(map.dimension).fill(1);
            await map.embed(theta, used);
            assertSame(used, w, `w at d = ${d} written over ones`);
            const usedPull = new Float32Array(map.degreesOfFreedom).fill(1);
            await map.pullback(theta, gradient, usedPull);
            assertSame(usedPull, pulled, `pull-back at d = ${d} written over ones`);
          });
        }
      }),
  },
];
