import { canonicalJson, type TypedArray } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { assertSame, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { genericCoordinates } from './jacobian.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** Runs `work` and requires arrays and plain data to hold afterwards what they held before. */
async function leavingUnchanged(
  arrays: Readonly<Record<string, TypedArray>>,
  data: Readonly<Record<string, unknown>>,
  work: () => Promise<void>,
): Promise<void> {
  const before = Object.entries(arrays).map(([name, array]) => [name, array, array.slice()] as const);
  const text = canonicalJson(data);
  await work();
  for (const [name, array, copy] of before) assertSame(array, copy, `${name} after the call`);
  assertThat(canonicalJson(data) === text, `${canonicalJson(data)} after the call, ${text} before`);
}

/** Nothing that a caller passes in is written to, except the arrays named as outputs. */
export const inputClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'prepare leaves the starting point, the options and the list of d as they were',
    check: (subject) =>
      forTrials(subject, async ({ start, options, layout, degreesOfFreedom, prepare }) => {
        const requested = [...degreesOfFreedom];
        await leavingUnchanged({ 'start.w': start.w }, { options, layout, requested }, async () => {
          await prepare({ requested });
        });
      }),
  },
  {
    name: 'a map leaves the starting point, the preparation and its arguments as they were',
    check: (subject) =>
      forTrials(subject, async ({ start, options, layout, degreesOfFreedom, prepare, reparametrise }) => {
        const prepared = await prepare();
        for (const d of degreesOfFreedom) {
          const data = { options, layout, meta: prepared?.meta ?? null };
          await leavingUnchanged({ 'start.w': start.w, ...prepared?.arrays }, data, async () => {
            const map = await reparametrise(d, { prepared });
            const theta = genericCoordinates(map, 0);
            const gradient = Float32Array.from(normalArray([5, 5], 0, map.dimension));
            const w = new Float32Array(map.dimension);
            const out = new Float32Array(map.degreesOfFreedom);
            await leavingUnchanged({ theta, gradient }, {}, async () => {
              await map.embed(theta, w);
              await map.pullback(theta, gradient, out);
              // What training does next: it changes theta in place, and the engine owns w.
              w.fill(NaN);
              out.fill(NaN);
            });
            map.dispose();
          });
        }
      }),
  },
  {
    name: 'a map keeps its own copy of the starting point',
    check: (subject) =>
      forTrials(subject, async ({ start, degreesOfFreedom, prepare, reparametrise }) => {
        const prepared = await prepare();
        for (const d of degreesOfFreedom) {
          const given = { w: start.w.slice() };
          const map = await reparametrise(d, { prepared, start: given });
          const theta = genericCoordinates(map, 0);
          const [before, after] = [new Float32Array(map.dimension), new Float32Array(map.dimension)];
          await map.embed(theta, before);
          given.w.fill(NaN);
          await map.embed(theta, after);
          assertSame(after, before, `w at d = ${d} after the caller reused its starting point`);
          map.dispose();
        }
      }),
  },
];
