import type { Prepared, PreparationCost } from '../contracts/method.js';
import type { Batch, Objective } from '../contracts/objective.js';
import { forwardObjective } from '../forwarding/forward-contracts.js';

/**
 * Runs a preparation on an objective that counts the vectors of the full space it computes. Returns the preparation's
 * outcome with what it cost.
 *
 * @param begun when the work began, in milliseconds of the process's clock.
 */
export async function measuredPreparation(
  objective: Objective,
  begun: number,
  prepare: (objective: Objective) => Promise<Prepared>,
): Promise<Prepared> {
  let fullSpaceGradients = 0;
  let gradientExamples = 0;
  const count = ({ indices }: Batch): void => {
    fullSpaceGradients += 1;
    gradientExamples += indices.length;
  };
  const { hessianVectorProduct, pullbackOutputs } = objective;
  const counted = forwardObjective(objective, {
    lossAndGradient: (w, batch, gradient) => {
      count(batch);
      return objective.lossAndGradient(w, batch, gradient);
    },
    hessianVectorProduct:
      hessianVectorProduct &&
      ((w, v, batch, out) => {
        count(batch);
        return hessianVectorProduct.call(objective, w, v, batch, out);
      }),
    pullbackOutputs:
      pullbackOutputs &&
      ((w, batch, cotangent, gradient) => {
        count(batch);
        return pullbackOutputs.call(objective, w, batch, cotangent, gradient);
      }),
    // The objective belongs to the pipeline.
    dispose: () => {},
  });
  const { meta, arrays } = await prepare(counted);
  const cost: PreparationCost = {
    fullSpaceGradients,
    gradientExamples,
    storedBytes: Object.values(arrays).reduce((sum, array) => sum + array.byteLength, 0),
    seconds: (performance.now() - begun) / 1000,
  };
  return { meta, arrays, cost };
}
