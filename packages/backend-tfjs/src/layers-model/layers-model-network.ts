import { splitKey } from '@dof/core';
import type { LossName, RandomKey } from '@dof/core';
import { reshape, tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TfjsNetwork } from '../network/tfjs-network.js';
import { buildLayersModel, weightsOf } from './build-layers-model.js';
import type { InputArrangement } from './input-arrangement.js';
import { isConfiguredPart, walkConfiguration, type ConfiguredPart } from './layers-architecture.js';
import { layersModelLayout } from './layers-model-layout.js';

/** A `tf.LayersModel` as plain data. */
export interface LayersModelData {
  readonly name: string;
  readonly architecture: ConfiguredPart;
  /** The values of `weightsOf` the model it was read from. */
  readonly weights: readonly Float32Array[];
  readonly initialisation: 'drawn' | 'saved';
  readonly loss: LossName;
  readonly arrangement: InputArrangement;
}

/** The network of a `tf.LayersModel`; its weights that are not trainable keep the values they came with. */
export function layersModelNetwork({
  name,
  architecture,
  weights,
  initialisation,
  loss,
  arrangement,
}: LayersModelData): TfjsNetwork {
  const model = buildLayersModel(architecture);
  const layout = layersModelLayout(model);
  const all = weightsOf(model);
  const variables = all.slice(0, layout.segments.length);
  tidy(() => all.forEach((variable, i) => variable.assign(tensor(weights[i].slice(), variable.shape))));
  const inputShape = model.inputs[0].shape.slice(1);
  return {
    name,
    layout,
    loss,
    variables,
    initialise(key) {
      const values = initialisation === 'saved' ? weights : drawnWeights(architecture, key);
      const w = new Float32Array(layout.dimension);
      layout.segments.forEach(({ offset }, i) => w.set(values[i], offset));
      return w;
    },
    outputs(inputs) {
      const arranged = arrangement === 'channels-first' ? transpose(inputs, [0, 3, 1, 2]) : inputs;
      const shape = inputShape.includes(null) ? arranged.shape : [arranged.shape[0], ...inputShape.map(Number)];
      // As at training, in evaluations too: batch normalisation takes the statistics of the batch.
      return model.apply(reshape(arranged, shape), { training: true }) as Tensor;
    },
    dispose: () => model.dispose(),
  };
}

function drawnWeights(architecture: ConfiguredPart, key: RandomKey): readonly Float32Array[] {
  const drawn = buildLayersModel(seededArchitecture(architecture, key));
  const values = weightsOf(drawn).map(weightValues);
  drawn.dispose();
  return values;
}

/** A copy of a weight's values. */
export function weightValues(variable: Variable): Float32Array {
  return Float32Array.from(variable.dataSync());
}

/** The architecture with a seed of the key in each of its initialisers that draws, in place of any it had. */
export function seededArchitecture(architecture: ConfiguredPart, key: RandomKey): ConfiguredPart {
  const copy = structuredClone(architecture);
  let count = 0;
  walkConfiguration(copy, (part, role) => {
    if (!role.endsWith('Initializer') || !isConfiguredPart(part) || !('seed' in part.config)) return;
    const [high, low] = splitKey(key, count++);
    // A whole number below 2^53, and not 0, which would ask for a seed of the clock.
    part.config['seed'] = high * 2 ** 20 + (low >>> 12) + 1;
  });
  return copy;
}
