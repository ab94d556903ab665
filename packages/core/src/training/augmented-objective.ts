import type { Dataset } from '../contracts/dataset.js';
import type { Batch, Objective } from '../contracts/objective.js';
import { augmentExamples } from './augment-examples.js';

/**
 * The objective whose training batches are augmented as the data set says; the objective itself where it says nothing.
 * Whoever computes gradients on batches without a key, such as a method that looks at the data, sees them as they are.
 */
export function augmentedObjective(objective: Objective, data: Dataset): Objective {
  if (data.augmentation === undefined) return objective;
  const changed = (batch: Batch): Batch => {
    const { split, indices, augmentationKey } = batch;
    if (split !== 'train' || augmentationKey === undefined) return batch;
    return { split, indices, inputs: augmentExamples(data, indices, augmentationKey) };
  };
  const { hessianVectorProduct, outputs, pullbackOutputs } = objective;
  return {
    dimension: objective.dimension,
    layout: objective.layout,
    initialise: (key) => objective.initialise(key),
    lossAndGradient: (w, batch, gradient) => objective.lossAndGradient(w, changed(batch), gradient),
    evaluate: (w, split) => objective.evaluate(w, split),
    hessianVectorProduct:
      hessianVectorProduct && ((w, v, batch, out) => hessianVectorProduct.call(objective, w, v, changed(batch), out)),
    outputs: outputs && ((w, batch, out) => outputs.call(objective, w, changed(batch), out)),
    pullbackOutputs:
      pullbackOutputs && ((w, batch, u, gradient) => pullbackOutputs.call(objective, w, changed(batch), u, gradient)),
    dispose: () => objective.dispose(),
  };
}
