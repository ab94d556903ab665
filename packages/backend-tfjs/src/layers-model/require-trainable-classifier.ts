import { DofError } from '@dof/core';
import type { ModelShape } from '@dof/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { inputArrangement, text, type InputArrangement } from './input-arrangement.js';
import { isConfiguredPart, walkConfiguration, type ConfiguredPart } from './layers-architecture.js';

const AUGMENTATION = /^Random(Width|Height|Flip|Crop|Rotation|Translation|Zoom|Contrast)$/;

/**
 * How a model takes the examples; throws DOF_MODEL_SHAPE or DOF_UNSUPPORTED_LAYER for one that cannot be trained on the
 * data here, and says why.
 */
export function requireTrainableClassifier(
  name: string,
  model: LayersModel,
  architecture: ConfiguredPart,
  { inputShape, classes }: ModelShape,
): InputArrangement {
  const misfit = (what: string): DofError => new DofError('DOF_MODEL_SHAPE', `model ${name}: ${what}`);
  const { inputs, outputs } = model;
  if (inputs.length !== 1 || outputs.length !== 1) {
    throw misfit(`it has ${inputs.length} inputs and ${outputs.length} outputs: one of each can be trained here`);
  }
  const arrangement = inputArrangement(name, architecture, inputs[0].shape.slice(1), inputShape);
  const output = outputs[0].shape.slice(1);
  if (output.length !== 1 || output[0] !== classes) {
    throw misfit(`it ends in ${text(output)}, but the data need ${classes} outputs, one per class`);
  }
  if (model.trainableWeights.length === 0) throw misfit('it has no trainable weights');
  requireRepeatable(name, architecture);
  return arrangement;
}

/** A layer that draws random numbers at training would make the loss another one at every call. */
function requireRepeatable(name: string, architecture: ConfiguredPart): void {
  walkConfiguration(architecture, (part) => {
    if (!isConfiguredPart(part)) return;
    const { className, config } = part;
    const rates = /Dropout|Noise/.test(className) ? ['rate', 'stddev'] : ['dropout', 'recurrentDropout'];
    if (!AUGMENTATION.test(className) && !rates.some((rate) => Number(config[rate] ?? 0) > 0)) return;
    throw new DofError(
      'DOF_UNSUPPORTED_LAYER',
      `model ${name}: layer ${String(config['name'])} (${className}) draws random numbers at training, which no run could ` +
        'repeat: leave it out, or set its rate to 0',
    );
  });
}
