import { DofError, errorMessage } from '@dof/core';
import type { Dataset } from '@dof/core';
import { model as modelOf } from '@tensorflow/tfjs-layers';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { min, square, sum, tensor, tidy, variableGrads } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { stagedBatch } from '../objective/staged-batch.js';
import { buildLayersModel, weightsOf } from './build-layers-model.js';
import { layersModelNetwork, type LayersModelData } from './layers-model-network.js';

type Layer = LayersModel['layers'][number];

/**
 * Tries a step on two examples: whatever has no gradient, or gives probabilities where logits are meant, shows before
 * anything is trained.
 *
 * @throws DOF_UNSUPPORTED_LAYER with the layer's name; DOF_MODEL_SHAPE for probabilities
 */
export function requireTrainableStep(read: LayersModelData, data: Dataset): void {
  const { name, loss, architecture } = read;
  const indices = Uint32Array.from({ length: Math.min(2, data.train.count) }, (_, i) => i);
  const { inputs } = stagedBatch(data, { split: 'train', indices });
  const network = layersModelNetwork(read);
  try {
    tidy(() => {
      const examples = tensor(inputs, [indices.length, ...data.inputShape]);
      const outputs = network.outputs(examples);
      if (loss === 'softmax-cross-entropy' && areProbabilities(outputs)) {
        throw new DofError(
          'DOF_MODEL_SHAPE',
          `model ${name}: its outputs are probabilities, but the loss is computed from logits: leave the softmax out, ` +
            'or use the option loss: mean-squared-error',
        );
      }
      const problem = problemOf(() => network.outputs(examples), network.variables);
      if (problem === undefined) return;
      const model = buildLayersModel(architecture);
      const weights = weightsOf(model);
      const culprit = layerWithoutGradient(model) ?? 'a layer';
      // The parts of it that were tried hold its layers, so that disposing of the model alone would keep their weights.
      weights.forEach((weight) => weight.dispose());
      throw new DofError(
        'DOF_UNSUPPORTED_LAYER',
        `model ${name}: ${culprit} has no gradient here (${problem}), so what is before it cannot be trained: use another layer`,
      );
    });
  } finally {
    network.dispose();
  }
}

/** Numbers from 0 to 1 that add up to 1 for every example. */
function areProbabilities(outputs: Tensor): boolean {
  if (Number(min(outputs).dataSync()[0]) < 0) return false;
  return sum(outputs, -1)
    .dataSync()
    .every((total) => Math.abs(total - 1) < 1e-3);
}

/** Why the outputs have no gradient in every variable; undefined where they have. */
function problemOf(outputs: () => Tensor, variables: readonly Variable[]): string | undefined {
  try {
    const { grads } = tidy(() => variableGrads(() => sum(square(outputs())) as Scalar, [...variables]));
    const unreached = variables.filter(({ name }) => grads[name] === null || grads[name] === undefined);
    return unreached.length === 0 ? undefined : `no gradient reaches ${unreached.length} of its weights`;
  } catch (error) {
    return errorMessage(error);
  }
}

/** The first layer at which the gradient in the weights before it, or its own, is lost. */
function layerWithoutGradient(model: LayersModel): string | undefined {
  for (const layer of model.layers) {
    // A model within another one has an output of its own, and the one here last.
    const output = layer.getOutputAt(layer.inboundNodes.length - 1) as SymbolicTensor;
    const part = modelOf({ inputs: model.inputs, outputs: output });
    const variables = weightsOf(part).slice(0, part.trainableWeights.length);
    const problem = variables.length === 0 ? undefined : problemOf(() => applied(part), variables);
    if (problem === undefined) continue;
    return ('layers' in layer ? layerWithoutGradient(layer as LayersModel) : undefined) ?? described(layer);
  }
  return undefined;
}

/** Outputs of arbitrary examples. */
function applied(part: LayersModel): Tensor {
  const shape = part.inputs[0].shape.map((side, axis) => side ?? (axis === 0 ? 2 : SIDE));
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i + 1));
  return part.apply(tensor(values, shape), { training: true }) as Tensor;
}

/** For axes of any length: enough for a few convolutions and poolings. */
const SIDE = 64;

function described(layer: Layer): string {
  return `layer ${layer.name} (${layer.getClassName()})`;
}
