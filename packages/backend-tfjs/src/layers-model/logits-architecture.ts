import { isConfiguredPart, type ConfiguredPart } from './layers-architecture.js';

/** The architecture without a softmax at its end, where there is one: the loss is computed from logits. */
export function logitsArchitecture(architecture: ConfiguredPart): ConfiguredPart {
  const copy = structuredClone(architecture);
  let part: ConfiguredPart | undefined = copy;
  while (part !== undefined) {
    if (part.className === 'Softmax') {
      part.className = 'Activation';
      part.config = { name: part.config['name'], activation: 'linear' };
    } else if (part.config['activation'] === 'softmax') {
      part.config['activation'] = 'linear';
    }
    part = outputLayer(part);
  }
  return copy;
}

/** The layer whose output is that of a model; undefined for what is no model. */
function outputLayer({ config: { layers, outputLayers } }: ConfiguredPart): ConfiguredPart | undefined {
  if (!Array.isArray(layers)) return undefined;
  const parts = layers.filter(isConfiguredPart);
  if (!Array.isArray(outputLayers)) return parts.at(-1);
  const [name] = [outputLayers[0]].flat();
  return parts.find((part) => part['name'] === name);
}
