import { referenceEvaluation } from '../../reference/reference-evaluation.js';
import { standardisedExamples } from '../../reference/standardised-examples.js';
import { assertClose, assertSame } from '../assertions.js';
import type { ContractClause } from '../contract-clause.js';
import { forRandomModels, type BackendSubject } from './backend-subject.js';
import { COMPILE_OPTIONS, randomProblem } from './random-problem.js';

/** What `Objective.evaluate` promises. */
export const evaluationClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'evaluations are the mean over all examples of a split, as in the float64 reference',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const { data, w } = randomProblem(model, seed);
        const objective = await backend.compile(model, data, COMPILE_OPTIONS);
        for (const split of ['train', 'test'] as const) {
          const everything = Uint32Array.from({ length: data[split].count }, (_, i) => i);
          const { inputs, labels } = standardisedExamples(data, split, everything);
          const { evaluationBatchSize } = COMPILE_OPTIONS;
          const expected = referenceEvaluation(model, Float64Array.from(w), inputs, labels, evaluationBatchSize);
          const actual = await objective.evaluate(w, split);
          assertClose([actual.loss], [expected.loss], 1e-5, `loss of ${split}`, 1);
          assertClose([actual.accuracy], [expected.accuracy], 1e-12, `accuracy of ${split}`);
        }
        objective.dispose();
      }),
  },
  {
    name: 'an evaluation gives the same bits again',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const { data, w } = randomProblem(model, seed);
        const objective = await backend.compile(model, data, COMPILE_OPTIONS);
        const first = await objective.evaluate(w, 'train');
        await objective.evaluate(w, 'test');
        const second = await objective.evaluate(w, 'train');
        assertSame([second.loss, second.accuracy], [first.loss, first.accuracy], 'loss and accuracy');
        objective.dispose();
      }),
  },
];
