import { referenceObjective } from '@dof/testing';
import type { BrokenSpecimen } from './broken-backend.js';

const EVALUATIONS = 'evaluations are the mean over all examples of a split, as in the float64 reference';

/** Specimens for the evaluation clauses of the backend contract. */
export const brokenEvaluations: readonly BrokenSpecimen[] = [
  {
    clause: EVALUATIONS,
    defect: 'the examples that fill no whole batch dropped',
    says: /loss of train/,
    make: () => ({
      objective: (_right, model, data, options) => {
        const count = Math.floor(data.train.count / options.evaluationBatchSize) * options.evaluationBatchSize;
        const length = data.train.inputs.length / data.train.count;
        const { inputs, labels } = data.train;
        const train = { count, inputs: inputs.subarray(0, count * length), labels: labels.subarray(0, count) };
        return { evaluate: (w, split) => referenceObjective(model, { ...data, train }, options).evaluate(w, split) };
      },
    }),
  },
  {
    clause: EVALUATIONS,
    defect: 'an accuracy in per cent',
    says: /accuracy of/,
    make: () => ({
      objective: (right) => ({
        evaluate: async (w, split) => {
          const { loss, accuracy } = await right.evaluate(w, split);
          return { loss, accuracy: 100 * accuracy };
        },
      }),
    }),
  },
  {
    clause: 'an evaluation gives the same bits again',
    defect: 'rounding that depends on the number of calls',
    says: /loss and accuracy/,
    make: () => {
      let calls = 0;
      return {
        objective: (right) => ({
          evaluate: async (w, split) => {
            const { loss, accuracy } = await right.evaluate(w, split);
            return { loss: loss + 1e-9 * calls++, accuracy };
          },
        }),
      };
    },
  },
];
