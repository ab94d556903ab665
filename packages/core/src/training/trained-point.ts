import type { Reparametrisation } from '../contracts/reparametrisation.js';
import type { Optimizer } from '../optimizers/create-optimizer.js';
import { addDecay } from '../optimizers/weight-decay.js';

/** Coordinates under training, and the parameters that they stand for. */
export interface TrainedPoint {
  /** w(theta), computed once for each theta; the next step overwrites it. */
  parameters(): Promise<Float32Array>;
  /** theta itself; the next step overwrites it. */
  coordinates(): Float32Array;
  /** One step of the optimizer, weight decay included, from the gradient in w; L2 is added to that gradient in place. */
  step(gradient: Float32Array, learningRate: number): Promise<void>;
}

/**
 * Starts from the map's initial coordinates. Pull-back, update and embedding are one pass where the map has one and the
 * optimizer works coordinate by coordinate, and follow each other otherwise; the bits are the same.
 *
 * @param w of length D, where the parameters are kept
 */
export function trainedPoint(
  reparametrisation: Reparametrisation,
  optimizer: Optimizer,
  w: Float32Array = new Float32Array(reparametrisation.dimension),
): TrainedPoint {
  const theta = reparametrisation.initialCoordinates();
  const pulled = new Float32Array(reparametrisation.degreesOfFreedom);
  const { weightDecay } = optimizer;
  const pulledParameters = new Float32Array(weightDecay?.kind === 'decoupled' ? reparametrisation.degreesOfFreedom : 0);
  let embedded = false;
  const parameters = async (): Promise<Float32Array> => {
    if (!embedded) await reparametrisation.embed(theta, w);
    embedded = true;
    return w;
  };
  /** Decoupled decay of some coordinates, each once per step. */
  const decay = (learningRate: number, from: number, to: number): void => {
    if (weightDecay?.kind !== 'decoupled') return;
    for (let j = from; j < to; j++) theta[j] -= learningRate * weightDecay.strength * pulledParameters[j];
  };
  return {
    parameters,
    coordinates: () => theta,
    async step(gradient, learningRate) {
      if (weightDecay?.kind === 'coupled') addDecay(gradient, await parameters(), weightDecay.strength);
      if (weightDecay?.kind === 'decoupled') {
        await reparametrisation.pullback(theta, await parameters(), pulledParameters);
      }
      if (reparametrisation.pullbackThenEmbed !== undefined && optimizer.beginStep !== undefined) {
        const updateCoordinates = optimizer.beginStep(learningRate);
        const update = (from: number, to: number): void => {
          decay(learningRate, from, to);
          updateCoordinates(theta, pulled, from, to);
        };
        embedded = false;
        await reparametrisation.pullbackThenEmbed({ theta, gradient, pulled, update, w });
        embedded = true;
        return;
      }
      embedded = false;
      await reparametrisation.pullback(theta, gradient, pulled);
      decay(learningRate, 0, theta.length);
      optimizer.update(theta, pulled, learningRate);
    },
  };
}
