import { normalArray } from '../problems/random-arrays.js';
import { assertSame } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { forRandomModels, type BackendSubject } from './backend-subject.js';
import { assertOutputsAgree, assertPullbacksAgree, offersOutputs } from './output-agreement.js';
import { BATCHES, COMPILE_OPTIONS, randomProblem } from './random-problem.js';

/** What `Objective.outputs` and `Objective.pullbackOutputs` promise, where an objective has them. */
export const outputClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'outputs agree with the float64 reference to 1e-5, and come with their pull-back',
    check: (subject) => forRandomModels(subject, assertOutputsAgree),
  },
  {
    name: 'pull-backs of outputs agree with the float64 reference to 1e-5 of the largest entry',
    check: (subject) => forRandomModels(subject, assertPullbacksAgree),
  },
  {
    name: 'outputs and their pull-back give the same bits again, and leave those of lossAndGradient and what they read',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const { data, w } = randomProblem(model, seed);
        const objective = await backend.compile(model, data, COMPILE_OPTIONS);
        if (offersOutputs(objective)) {
          const [batch, point] = [BATCHES[0], w.slice()];
          const cotangent = Float32Array.from(normalArray([seed, 6], 0, batch.indices.length * data.classes));
          const given = cotangent.slice();
          const lossAndGradient = async (): Promise<Float32Array> => {
            const gradient = new Float32Array(w.length);
            return Float32Array.of(await objective.lossAndGradient(w, batch, gradient), ...gradient);
          };
          const both = async (): Promise<Float32Array> => {
            const [out, pulled] = [new Float32Array(cotangent.length), new Float32Array(w.length)];
            await objective.outputs(w, batch, out);
            await objective.pullbackOutputs(w, batch, cotangent, pulled);
            return Float32Array.of(...out, ...pulled);
          };
          const before = await lossAndGradient();
          const first = await both();
          assertSame(await lossAndGradient(), before, 'loss and gradient after a pull-back');
          assertSame(await both(), first, 'outputs and pull-back of the second call');
          assertSame(w, point, 'w after the call');
          assertSame(cotangent, given, 'the cotangent after the call');
        }
        objective.dispose();
      }),
  },
];
