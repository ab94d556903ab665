import type { Dataset } from '../contracts/dataset.js';
import type { ModelSpec } from '../contracts/model-spec.js';
import { DofError } from '../errors/dof-error.js';
import { layerShapes } from './layer-shapes.js';

/**
 * Throws DOF_MODEL_SHAPE unless the model's layers fit each other, its input is the data's examples and its output is
 * one logit per class.
 * Label smoothing needs the loss that it is of.
 */
export function requireFittingData(model: ModelSpec, data: Pick<Dataset, 'name' | 'inputShape' | 'classes'>): void {
  const misfit = (what: string): DofError => new DofError('DOF_MODEL_SHAPE', `model ${model.name}: ${what}`);
  if (model.labelSmoothing !== undefined && model.loss !== 'softmax-cross-entropy') {
    throw misfit(`it has labelSmoothing, which is of softmax-cross-entropy, and the loss ${model.loss}: leave out one`);
  }
  if (model.inputShape.join() !== data.inputShape.join()) {
    const [wanted, given] = [model.inputShape, data.inputShape].map((shape) => shape.join(' x '));
    throw misfit(`its input is ${wanted}, but the examples of ${data.name} are ${given}`);
  }
  const output = layerShapes(model).at(-1)?.output;
  if (!output?.flat || output.channels !== data.classes) {
    const ends = output ? `${output.height} x ${output.width} x ${output.channels}` : 'no layer at all';
    throw misfit(`it ends in ${ends}, but ${data.name} needs a dense layer of ${data.classes} units, one per class`);
  }
}
