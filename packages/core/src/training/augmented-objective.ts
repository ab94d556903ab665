import type { Dataset } from '../contracts/dataset.js';
import type { Batch, Objective } from '../contracts/objective.js';
import { forwardObjective } from '../forwarding/forward-contracts.js';
import { augmentExamples } from './augment-examples.js';

/** Members that take a batch; each must see it changed. */
type TakesBatch = {
  [Member in keyof Objective]-?: NonNullable<Objective[Member]> extends (...given: infer Given) => unknown
    ? Batch extends (Given extends readonly unknown[] ? Given[number] : never)
      ? Member
      : never
    : never;
}[keyof Objective];

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
  const changes: Readonly<Record<TakesBatch, unknown>> & Partial<Objective> = {
    lossAndGradient: (w, batch, gradient) => objective.lossAndGradient(w, changed(batch), gradient),
    hessianVectorProduct:
      hessianVectorProduct && ((w, v, batch, out) => hessianVectorProduct.call(objective, w, v, changed(batch), out)),
    outputs: outputs && ((w, batch, out) => outputs.call(objective, w, changed(batch), out)),
    pullbackOutputs:
      pullbackOutputs && ((w, batch, u, gradient) => pullbackOutputs.call(objective, w, changed(batch), u, gradient)),
  };
  return forwardObjective(objective, changes);
}
