import { assertSame } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { assertEvaluationsAgree } from './agreement.js';
import { forRandomModels, type BackendSubject } from './backend-subject.js';
import { COMPILE_OPTIONS, randomProblem } from './random-problem.js';

/** What `Objective.evaluate` promises. */
export const evaluationClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'evaluations are the mean over all examples of a split, as in the float64 reference',
    check: (subject) => forRandomModels(subject, assertEvaluationsAgree),
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
