import type { Prepared, PreparationCost } from '../contracts/method.js';
import type { Objective } from '../contracts/objective.js';

/**
 * Runs a preparation on an objective whose gradients are counted, and answers its outcome with what it cost.
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
  const counted: Objective = {
    dimension: objective.dimension,
    layout: objective.layout,
    initialise: (key) => objective.initialise(key),
    lossAndGradient: (w, batch, gradient) => {
      fullSpaceGradients += 1;
      gradientExamples += batch.indices.length;
      return objective.lossAndGradient(w, batch, gradient);
    },
    evaluate: (w, split) => objective.evaluate(w, split),
    hessianVectorProduct: objective.hessianVectorProduct?.bind(objective),
    // The objective belongs to the pipeline.
    dispose: () => {},
  };
  const { meta, arrays } = await prepare(counted);
  const cost: PreparationCost = {
    fullSpaceGradients,
    gradientExamples,
    storedBytes: Object.values(arrays).reduce((sum, array) => sum + array.byteLength, 0),
    seconds: (performance.now() - begun) / 1000,
  };
  return { meta, arrays, cost };
}
