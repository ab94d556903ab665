import { DofError } from '@dof/core';
import { isConfiguredPart, type ConfiguredPart } from './layers-architecture.js';

/** Layers that hand values on as they are, in another shape at most. */
const HANDS_ON = new Set(['Reshape', 'Flatten', 'Permute', 'Dropout', 'SpatialDropout1D', 'InputLayer']);

/**
 * The architecture without a softmax at its end, where there is one: the loss is computed from logits.
 *
 * @throws DOF_MODEL_SHAPE for a sigmoid at its end, whose outputs are probabilities of another kind
 */
export function logitsArchitecture(name: string, architecture: ConfiguredPart): ConfiguredPart {
  const copy = structuredClone(architecture);
  for (const part of outputLayers(copy)) {
    const activation = part.config['activation'];
    if (part.className === 'Softmax') {
      part.className = 'Activation';
      part.config = { name: part.config['name'], activation: 'linear' };
    } else if (activation === 'softmax') {
      part.config['activation'] = 'linear';
    } else if (activation === 'sigmoid' || activation === 'hardSigmoid' || activation === 'hard_sigmoid') {
      throw new DofError(
        'DOF_MODEL_SHAPE',
        `model ${name}: layer ${String(part.config['name'])} ends it in a sigmoid, but the loss is computed from logits: ` +
          'leave the activation out, or use the option loss: mean-squared-error',
      );
    }
  }
  return copy;
}

/** The layers whose output is that of a model, last first: those that only hand it on, and the one that makes it. */
function outputLayers({ config: { layers, outputLayers: outputs } }: ConfiguredPart): readonly ConfiguredPart[] {
  if (!Array.isArray(layers)) return [];
  const parts = layers.filter(isConfiguredPart);
  const [last] = Array.isArray(outputs) ? [outputs[0]].flat() : [];
  let part = Array.isArray(outputs) ? parts.find((one) => one['name'] === last) : parts.at(-1);
  const found: ConfiguredPart[] = [];
  while (part !== undefined) {
    found.push(part, ...outputLayers(part));
    if (!handsOn(part)) break;
    const before = inputOf(part);
    part = Array.isArray(outputs) ? parts.find((one) => one['name'] === before) : parts[parts.indexOf(part) - 1];
  }
  return found;
}

function handsOn({ className, config: { activation } }: ConfiguredPart): boolean {
  return HANDS_ON.has(className) || (className === 'Activation' && activation === 'linear');
}

/** The name of the only layer that a layer of a graph takes its input from. */
function inputOf(part: ConfiguredPart): unknown {
  const nodes: unknown = part['inboundNodes'];
  const references: readonly unknown[] = Array.isArray(nodes) ? nodes.flat(1) : [];
  const [first, second] = references;
  return second === undefined && Array.isArray(first) ? first[0] : undefined;
}
