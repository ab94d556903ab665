import { assertSame } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { normalArray } from '../problems/random-arrays.js';
import { forRandomModels, withBackend, type BackendSubject } from './backend-subject.js';
import { BATCHES, COMPILE_OPTIONS, randomProblem } from './random-problem.js';

type AnyArray = Float32Array | Uint8Array | Uint16Array | Uint32Array;

/** Runs `work` and requires every array to hold afterwards what it held before. */
async function leavingUnchanged(arrays: Record<string, AnyArray>, work: () => Promise<void>): Promise<void> {
  const before = Object.entries(arrays).map(([name, array]) => [name, array, array.slice()] as const);
  await work();
  for (const [name, array, copy] of before) assertSame(array, copy, `${name} after the call`);
}

/** Nothing that a caller passes in is written to, except the arrays named as outputs. */
export const inputClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'an objective leaves w, the batch and the data as they were',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const { data, w } = randomProblem(model, seed);
        const { train, test, standardisation } = data;
        const batch = { split: 'train' as const, indices: Uint32Array.of(6, 2, 2) };
        const arrays = {
          w,
          'batch.indices': batch.indices,
          'train.inputs': train.inputs,
          'train.labels': train.labels,
          'test.inputs': test.inputs,
          'test.labels': test.labels,
          'standardisation.mean': standardisation.mean,
        };
        await leavingUnchanged(arrays, async () => {
          const objective = await backend.compile(model, data, COMPILE_OPTIONS);
          await objective.lossAndGradient(w, batch, new Float32Array(w.length));
          await objective.lossAndGradient(w, BATCHES[3], new Float32Array(w.length));
          await objective.evaluate(w, 'train');
          await objective.evaluate(w, 'test');
          objective.dispose();
        });
      }),
  },
  {
    name: 'a linear map leaves theta, the origin and g as they were',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        const [rows, columns] = [61, 13];
        const map = await backend.linearMap({ kind: 'gaussian', rows, columns }, [5, 5]);
        const [theta, origin, g] = [columns, rows, rows].map((length, stream) =>
          Float32Array.from(normalArray([6, 6], stream, length)),
        );
        await leavingUnchanged({ theta, origin, g }, async () => {
          await map.apply(theta, origin, new Float32Array(rows));
          await map.applyTranspose(g, new Float32Array(columns));
        });
        map.dispose();
      }),
  },
];
