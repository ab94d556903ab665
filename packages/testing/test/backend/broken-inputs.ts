import type { BrokenSpecimen } from './broken-backend.js';

const OBJECTIVE_INPUTS = 'an objective leaves w, the batch and the data as they were';
const MAP_INPUTS = 'a linear map leaves theta, the origin and g as they were';

/** Specimens for the input clauses of the backend contract. */
export const brokenInputs: readonly BrokenSpecimen[] = [
  ...(['w', 'batch.indices', 'train.inputs', 'test.labels', 'standardisation.mean'] as const).map(
    (name): BrokenSpecimen => ({
      clause: OBJECTIVE_INPUTS,
      defect: `${name} written to`,
      says: new RegExp(`${name.replace('.', '\\.')} after the call`),
      make: () => ({
        objective: (right, _model, data) => ({
          lossAndGradient: (w, batch, gradient) => {
            const written = {
              w,
              'batch.indices': batch.indices,
              'train.inputs': data.train.inputs,
              'test.labels': data.test.labels,
              'standardisation.mean': data.standardisation.mean,
            };
            const loss = right.lossAndGradient(w, batch, gradient);
            written[name][0] += 1;
            return loss;
          },
        }),
      }),
    }),
  ),
  {
    clause: OBJECTIVE_INPUTS,
    defect: 'w written to by the evaluation',
    says: /w after the call/,
    make: () => ({
      objective: (right) => ({
        evaluate: (w, split) => {
          w[0] += 1;
          return right.evaluate(w, split);
        },
      }),
    }),
  },
  {
    clause: MAP_INPUTS,
    defect: 'the origin written to',
    says: /origin after the call/,
    make: () => ({
      map: (right) => ({
        apply: async (theta, origin, out) => {
          await right.apply(theta, origin, out);
          origin.set(out);
        },
      }),
    }),
  },
  {
    clause: MAP_INPUTS,
    defect: 'g written to',
    says: /g after the call/,
    make: () => ({
      map: (right) => ({
        applyTranspose: async (g, out) => {
          await right.applyTranspose(g, out);
          g.fill(0);
        },
      }),
    }),
  },
];
